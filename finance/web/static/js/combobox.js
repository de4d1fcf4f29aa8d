// [data-combobox] on an input with a list: completion of free text. On a select: a field to search
// in, there only while it is being used; on touch the native picker is better and stays.
import { ChoiceList } from "./choice_list.js";
import { choicesOf, matching } from "./matches.js";

const list = new ChoiceList();
let current = null; // { field, select, typed }

const source = () => current.select ?? document.getElementById(current.field.dataset.list);

function show() {
  const { field, select, typed } = current;
  const found = matching(choicesOf(source()), typed ? field.value : "", typed ? 60 : 500);
  const chosen = typed ? 0 : found.findIndex(({ value }) => value === select?.value);
  list.show(field, found, select ? chosen : -1);
}

function take(choice) {
  if (!choice) return;
  const { field, select } = current;
  field.value = choice.text;
  if (select) select.value = choice.value;
  list.hide(field);
  current.typed = false;
  (select ?? field).dispatchEvent(new Event("change", { bubbles: true }));
}

function searchIn(select) {
  const field = document.createElement("input");
  field.className = select.className;
  field.setAttribute("aria-label", select.labels[0]?.textContent.trim() ?? "");
  field.placeholder = select.selectedOptions[0]?.label ?? "";
  select.before(field);
  select.hidden = true;
  current = { field, select, typed: false };
  list.prepare(field);
  field.focus({ preventScroll: true }); // where it stands was in view
  show();
}

function leave() {
  const { field, select, typed } = current;
  if (select && typed && field.value.trim()) take(list.active());
  list.hide(field);
  current = null;
  if (!select) return;
  select.hidden = false;
  field.remove();
}

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches?.("input[data-combobox]") || current?.field === target) return;
  if (target.hasAttribute("list")) target.dataset.list = target.getAttribute("list");
  target.removeAttribute("list"); // the browser's own list would cover ours
  current = { field: target, select: null, typed: false };
  list.prepare(target);
});
for (const kind of ["mousedown", "keydown"]) {
  document.addEventListener(kind, (event) => {
    const wants = kind === "mousedown" || event.key.length === 1 || event.key === "Enter" || event.key === "ArrowDown";
    if (!wants || event.ctrlKey || event.metaKey || !event.target.matches?.("select[data-combobox]")) return;
    if (matchMedia("(pointer: coarse)").matches) return;
    if (kind === "mousedown" || event.key.length > 1) event.preventDefault();
    searchIn(event.target);
  });
}
document.addEventListener("focusout", ({ target }) => { if (current?.field === target) leave(); });
document.addEventListener("input", ({ target }) => {
  if (current?.field !== target) return;
  current.typed = true;
  show();
});
document.addEventListener("click", ({ target }) => { if (current?.field === target && !list.open) show(); });
document.addEventListener("keydown", (event) => {
  if (current?.field !== event.target || event.isComposing) return;
  const used = list.key(event, show);
  if (used === "take") take(list.active());
  if (used) event.preventDefault();
});
list.onpick = take;
document.addEventListener("htmx:after:swap", () => { if (current && list.open) show(); });
