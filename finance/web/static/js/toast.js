// A note leaves after the seconds it carries in data-toast (0: it stays). Time stands still while
// it is looked at: under the pointer or with the focus inside.
const box = document.getElementById("toasts");

function leave(toast) {
  toast.classList.add("leaving");
  setTimeout(() => toast.remove(), 160);
}

function start(toast) {
  const seconds = Number(toast.dataset.toast);
  if (!seconds || "timed" in toast.dataset) return;
  toast.dataset.timed = "";
  let left = seconds * 1000, since = Date.now(), timer = setTimeout(leave, left, toast);
  const hold = () => { clearTimeout(timer); left -= Date.now() - since; };
  const go = () => { clearTimeout(timer); since = Date.now(); timer = setTimeout(leave, Math.max(left, 1500), toast); };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
}

function all() {
  const toasts = Array.from(box?.querySelectorAll("[data-toast]") ?? []);
  toasts.forEach(start);
  toasts.slice(0, -3).forEach((old) => old.remove());
}

document.addEventListener("click", ({ target }) => {
  const close = target.closest?.("[data-toast-close]");
  if (close) leave(close.closest("[data-toast]"));
});
if (box) new MutationObserver(all).observe(box, { childList: true });
all();
