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
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("form button[hx-post]");
  if (!button || !("busy" in button.form.dataset)) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // htmx would line it up behind the first
}, { capture: true });
const asking = new WeakMap(); // request -> the form it keeps busy
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement?.matches?.("form, button") ? ctx.sourceElement.closest("form") : null;
  if (!form || "many" in form.dataset) return;
  if ("busy" in form.dataset) return event.preventDefault();
  asking.set(ctx, form);
  return busy(form, true);
});
document.addEventListener("htmx:finally:request", ({ detail }) => {
  if (asking.has(detail.ctx)) busy(asking.get(detail.ctx), false);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach((form) => busy(form, false)));
