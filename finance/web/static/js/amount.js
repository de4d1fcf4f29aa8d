// [data-amount]: shows what a sum comes to while it is typed. data-decimals: those of the currency.
import { reckon, written } from "./reckon.js";

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-amount]")) return;
  const output = target.closest(".field")?.querySelector("output.reckoned");
  if (!output) return;
  const found = reckon(target.value);
  output.hidden = !found?.sum;
  output.textContent = found?.sum ? `= ${written(found.value, Number(target.dataset.decimals ?? 2))}` : "";
});
