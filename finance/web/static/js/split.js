// [data-split]: how much of [data-split-total] the [data-split-part] fields have not placed yet,
// in the output [data-split-left]. Saving stays possible: the server has the last word.
import { reckon, written } from "./reckon.js";

const read = (field) => reckon(field?.value ?? "")?.value ?? 0;

function count(form) {
  const output = form.querySelector("[data-split-left]");
  const parts = Array.from(form.querySelectorAll("[data-split-part]"), read);
  if (!output) return;
  const decimals = Number(form.dataset.decimals ?? 2), scale = 10 ** decimals;
  const left = Math.round((read(form.querySelector("[data-split-total]")) - parts.reduce((sum, part) => sum + part, 0)) * scale) / scale;
  output.textContent = written(left, decimals);
  output.classList.toggle("money-over", left !== 0);
  output.classList.toggle("money-in", left === 0);
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("[data-split]");
  if (form) count(form);
});
document.addEventListener("click", ({ target }) => {
  const rest = target.closest?.("[data-split-rest]");
  if (!rest) return;
  const form = rest.closest("[data-split]"), fields = Array.from(form.querySelectorAll("[data-split-part]"));
  const field = fields.find((part) => !part.value.trim()) ?? fields.at(-1);
  const others = fields.filter((part) => part !== field).reduce((sum, part) => sum + read(part), 0);
  field.value = (read(form.querySelector("[data-split-total]")) - others).toFixed(Number(form.dataset.decimals ?? 2));
  count(form);
  field.focus();
});
const all = () => document.querySelectorAll("[data-split]").forEach(count);
document.addEventListener("htmx:after:swap", all);
all();
