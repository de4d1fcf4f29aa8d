// A form that was sent is not sent again by a second click; it is free again when the answer is
// there, when the page is shown again, and after 20 seconds. data-many switches this off.
const WAIT = 20_000;

function busy(form, on) {
  if (on) form.dataset.busy = "";
  else delete form.dataset.busy;
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (on) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || !("busy" in event.target.dataset)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

document.addEventListener("submit", ({ target, defaultPrevented }) => {
  if (target.method !== "post" || "many" in target.dataset || defaultPrevented) return;
  busy(target, true);
  setTimeout(busy, WAIT, target, false);
});
document.addEventListener("htmx:before:request", ({ detail }) => {
  const form = detail.ctx?.sourceElement;
  if (form?.matches?.("form") && !("many" in form.dataset)) busy(form, true);
});
document.addEventListener("htmx:finally:request", ({ detail }) => {
  if (detail.ctx?.sourceElement?.matches?.("form")) busy(detail.ctx.sourceElement, false);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach((form) => busy(form, false)));
