// Shows the API's own document, from our own files, without calling anybody else.
const main = document.getElementById("api");
window.SwaggerUIBundle({
  url: main.dataset.document,
  domNode: main,
  deepLinking: true,
  docExpansion: "list",
  validatorUrl: null,
});
