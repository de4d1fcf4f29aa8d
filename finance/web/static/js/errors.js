// After a form came back with faults the first bad field has the focus; when no answer came at all,
// a note says so.
function first(root) { root?.querySelector('form:not([data-calm]) [aria-invalid="true"]')?.focus(); }

document.addEventListener("htmx:finally:request", ({ detail }) => {
  if (detail.ctx?.response?.status === 422) setTimeout(() => first(document.getElementById("main") ?? document), 20);
});
document.addEventListener("htmx:error", ({ detail }) => {
  if (detail.ctx && !detail.ctx.response) note("toast-unreachable");
});
first(document);

export function note(template) {
  const found = document.getElementById(template);
  if (found) document.getElementById("toasts").append(found.content.cloneNode(true));
}
