// Keys, outside fields: ? the list of keys, / the filter, u undo, [data-key] whatever carries it,
// and the sequences of [data-shortcuts] (n, g h, ...). Escape in a form presses [data-escape].
let begun = "";
let timer = 0;

const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const shortcuts = () => JSON.parse(document.querySelector("[data-shortcuts]")?.dataset.shortcuts ?? "{}");
const shown = (selector) => Array.from(document.querySelectorAll(selector)).find((found) => found.checkVisibility());

function act(keys) {
  if (keys === "?") return document.getElementById("keys")?.showModal() ?? true;
  const target = { "/": shown("[data-filter]"), u: Array.from(document.querySelectorAll("[data-undo] button")).at(-1) }[keys] ?? shown(`[data-key="${CSS.escape(keys)}"]`);
  if (target?.matches("[data-filter]")) return target.focus() ?? target.select() ?? true;
  if (target) return target.click() ?? true;
  const href = shortcuts()[keys];
  if (href) location.assign(href);
  return Boolean(href);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape") return event.target.closest?.("form")?.querySelector("[data-escape]")?.click();
  if (typing(event.target) || document.querySelector("dialog[open]")) return undefined;
  const keys = begun + event.key;
  clearTimeout(timer);
  begun = "";
  if (act(keys)) event.preventDefault();
  else if (Object.keys(shortcuts()).some((known) => known.length > 1 && known.startsWith(keys))) {
    begun = keys;
    timer = setTimeout(() => { begun = ""; }, 1200);
  }
  return undefined;
});
document.addEventListener("click", ({ target }) => { if (target.closest?.("[data-keys]")) act("?"); });
