// [data-tip]: a shape says its number by pointer and by keyboard. The table beneath says the same.
const tip = Object.assign(document.createElement("div"), { className: "chart-tip", hidden: true });
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);

function show(shape) {
  const box = shape.getBoundingClientRect();
  tip.textContent = shape.dataset.tip;
  tip.hidden = false;
  const left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 8);
  Object.assign(tip.style, { left: `${left}px`, top: `${Math.max(4, box.top - tip.offsetHeight - 6)}px` });
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    const shape = target.closest?.("[data-tip]") ?? (kind === "focusin" ? target.querySelector?.("[data-tip]") : null);
    if (shape?.closest("[data-chart]")) show(shape);
  });
}
for (const kind of ["pointerout", "focusout", "scroll"]) document.addEventListener(kind, () => { tip.hidden = true; }, { passive: true });
