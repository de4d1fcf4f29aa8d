// [data-check-all] ticks every row of its form, Shift ticks a run, and [data-bulk] shows while any is
// ticked, with their number in [data-bulk-count].
let last = null;

const boxes = (form) => Array.from(form.elements).filter((box) => box.type === "checkbox" && box.closest("tbody"));

function tell(form) {
  const all = boxes(form), chosen = all.filter((box) => box.checked);
  const open = `row-${document.getElementById("details")?.dataset.of}`;
  for (const box of all) {
    const row = box.closest("tr");
    row?.classList.toggle("chosen", box.checked || row.id === open);
  }
  const head = form.querySelector("[data-check-all]");
  if (head) Object.assign(head, { checked: chosen.length > 0 && chosen.length === all.length, indeterminate: chosen.length > 0 && chosen.length < all.length });
  const bar = document.querySelector("[data-bulk]");
  if (bar) bar.hidden = !chosen.length;
  for (const place of document.querySelectorAll("[data-bulk-count]")) place.textContent = chosen.length;
}

document.addEventListener("click", ({ target, shiftKey }) => {
  if (!target.matches?.('tbody input[type="checkbox"]') || !target.form) return;
  const all = boxes(target.form);
  if (shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(target)].sort((a, b) => a - b);
    for (const box of all.slice(from, to + 1)) box.checked = target.checked;
  }
  last = target;
  tell(target.form);
});
// What was done to the ticked rows is done: none is ticked any more, though the rows stay as they are.
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx?.sourceElement?.closest?.("#many");
  if (!form || !(ctx.response?.status < 400)) return;
  for (const box of [...boxes(form), ...form.querySelectorAll("[name=all]")]) box.checked = false;
});
document.addEventListener("htmx:finally:request", () => setTimeout(() => {
  const form = document.getElementById("many");
  if (form) tell(form);
}));
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-check-all]")) return;
  for (const box of boxes(target.form)) box.checked = target.checked;
  tell(target.form);
});
