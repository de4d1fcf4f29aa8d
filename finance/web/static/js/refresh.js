// The page drawn anew from the server, where it says that it shows figures (data-live): its content,
// the balances at the side and the bell. Nothing is touched while somebody types, chooses or reads a
// dialog; then it is made up for when they are done.
const PARTS = ["#main", "#rail-accounts"];
let waiting = false, running = false;

function busy() {
  const at = document.activeElement;
  const typing = at?.matches?.("#main input, #main select, #main textarea, #main [contenteditable]");
  return typing || document.querySelector("dialog[open], details.menu[open], #main input:checked[data-select], form[data-dirty]");
}

export async function refreshed() {
  if (!document.querySelector("main[data-live]")) return;
  if (busy() || running) { waiting = true; return; }
  running = true;
  waiting = false;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected || busy()) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of PARTS) put(document.querySelector(part), fresh.querySelector(part));
  } catch { /* the next word brings it */ } finally {
    running = false;
  }
}

function put(old, made) {
  if (!old || !made) return;
  const at = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(made);
  window.htmx?.process(made);
  if (at) document.getElementById(at)?.focus({ preventScroll: true });
}

document.addEventListener("focusout", () => { if (waiting) setTimeout(refreshed, 300); });
