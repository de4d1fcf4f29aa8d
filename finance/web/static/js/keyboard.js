// Keys, outside fields: ? the list of keys, / the page's own filter or else the search, u undo, [data-key] whatever carries it,
// and the sequences of [data-shortcuts] (n, g h, ...). Escape presses the
// [data-escape] of the form one is in, or of the page.
let begun = "";
let timer = 0;

const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const shortcuts = () => JSON.parse(document.querySelector("[data-shortcuts]")?.dataset.shortcuts ?? "{}");
const shown = (selector) => Array.from(document.querySelectorAll(selector)).find((found) => found.checkVisibility());

// Rows of a list: j and k go down and up, x ticks the one the focus is in, e edits it.
const rows = () => Array.from(document.querySelectorAll("tr[id^=row-]:has(> .c-payee > a)"));
const inRow = () => document.activeElement.closest("tr[id^=row-]") ?? document.getElementById(`row-${document.getElementById("details")?.dataset.of}`);

function step(by) {
  const all = rows(), at = all.indexOf(inRow());
  const link = all[Math.min(Math.max(at + by, 0), all.length - 1)]?.querySelector(".c-payee > a");
  link?.focus({ preventScroll: true });
  link?.scrollIntoView({ block: "nearest" });
  return Boolean(link);
}

const press = (selector) => { const found = inRow()?.querySelector(selector); found?.click(); return Boolean(found); };
const ROWS = { j: () => step(1), k: () => step(-1), x: () => press("input[type=checkbox]"), e: () => press(".c-do a") };

function act(keys) {
  if (ROWS[keys]?.()) return true;
  if (keys === "?") return document.getElementById("keys")?.showModal() ?? true;
  const target = { "/": shown("main [data-filter]") ?? shown("[data-filter]"), u: Array.from(document.querySelectorAll("[data-undo] button")).at(-1) }[keys] ?? shown(`[data-key="${CSS.escape(keys)}"]`);
  if (target?.matches("[data-filter]")) return target.focus() ?? target.select() ?? true;
  if (target) return target.click() ?? true;
  const href = shortcuts()[keys];
  if (href) location.assign(href);
  return Boolean(href);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape" && !document.querySelector("dialog[open], details[data-menu][open]")) return (event.target.closest?.("form") ?? document).querySelector("[data-escape]")?.click();
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
