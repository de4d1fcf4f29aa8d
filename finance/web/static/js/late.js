// What the change of one field brings for others may come late: it never overwrites what was done
// there meanwhile.
const touched = new WeakMap(); // field -> when
const begun = new WeakMap(); // request -> when

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, ({ target }) => touched.set(target, performance.now()), { capture: true });
}
document.addEventListener("htmx:before:request", ({ detail }) => begun.set(detail.ctx, performance.now()));
document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  if (!ctx.sourceElement?.matches?.("input, select, textarea")) return;
  const searching = (field) => field === document.activeElement && !field.name;
  const newer = (field) => searching(field) || (touched.get(field) ?? 0) > begun.get(ctx);
  const place = ({ target }) => (typeof target === "string" ? document.querySelector(target) : target);
  const stale = (task) => Array.from(place(task)?.querySelectorAll?.("input, select, textarea") ?? []).some(newer);
  for (const task of tasks.filter(stale)) tasks.splice(tasks.indexOf(task), 1);
});
