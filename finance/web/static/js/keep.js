// [data-keep="name"]: what is typed outlives an expired session. A draft belongs to one address and
// tab; it goes when the form was taken, when the person signs out, and after a day.
import { note } from "./errors.js";

const DAY = 86_400_000;
const PREFIX = "draft:";
const key = (form) => `${PREFIX}${location.pathname}:${form.dataset.keep}`;
const drafts = () => Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
const load = (name) => JSON.parse(sessionStorage.getItem(name) ?? "null");
function store(name, draft) {
  try {
    sessionStorage.setItem(name, JSON.stringify(draft));
  } catch { // there is room for some megabytes only; what was kept last stays
  }
}
const kept = (field) => field.name && !["password", "file", "hidden", "submit"].includes(field.type);

function values(form) {
  const chosen = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
  return Array.from(form.elements).filter(kept).map((field) => [field.name, field.type === "radio" ? field.value : "", chosen(field)]);
}

function restore(form, saved) {
  let changed = false;
  const fields = Array.from(form.elements).filter(kept);
  saved.forEach(([name, option, value], at) => {
    const same = (field) => field.name === name && (field.type !== "radio" || field.value === option);
    const field = fields[at] && same(fields[at]) ? fields[at] : fields.find(same);
    const part = field && ["checkbox", "radio"].includes(field.type) ? "checked" : "value";
    if (!field || field[part] === value) return;
    field[part] = value;
    changed = true;
  });
  return changed;
}

// At the door, on the page of a failure and on the way back a form that was sent has not been taken;
// anywhere else it has.
function settle() {
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const refused = back || document.querySelector(".at-door, .error-page");
  for (const name of drafts()) {
    const draft = load(name);
    if (refused && draft.sent) store(name, { ...draft, sent: false });
    else if (draft.sent || Date.now() - draft.at > DAY) sessionStorage.removeItem(name);
  }
}

settle();
for (const form of document.querySelectorAll("form[data-keep]")) {
  const draft = load(key(form));
  if (!draft || !restore(form, draft.values)) continue;
  note("toast-draft");
  if (form.contains(document.activeElement)) document.activeElement.select?.(); // typing begins anew
}
document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("form[data-keep]");
  if (form) store(key(form), { at: Date.now(), sent: false, values: values(form) });
});
document.addEventListener("click", ({ target }) => { // left as it was: given up
  const form = target.closest?.("[data-escape]")?.closest("form[data-keep]");
  if (form) sessionStorage.removeItem(key(form));
});
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-sign-out]")) drafts().forEach((name) => sessionStorage.removeItem(name));
  else if (target.matches("form[data-keep]")) store(key(target), { at: Date.now(), sent: true, values: values(target) });
}, { capture: true });
document.addEventListener("htmx:after:request", ({ detail }) => {
  const source = detail.ctx?.sourceElement;
  const form = source?.matches?.("form, button") ? source.closest("form[data-keep]") : null; // not a field that asks for its list
  const status = detail.ctx?.response?.status ?? 0;
  if (form && status >= 200 && status < 400) sessionStorage.removeItem(key(form));
  else if (form) store(key(form), { at: Date.now(), sent: false, values: values(form) });
});
