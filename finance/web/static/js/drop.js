// A file dropped anywhere goes to the importer; on a page with a [data-drop] field, into that field,
// which says the names of its files in [data-drop-names].
let depth = 0;

const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
const zone = () => document.querySelector("[data-drop]");
const veil = () => document.querySelector("[data-drop-anywhere]");

function lit(on) {
  if (zone()) zone().classList.toggle("over", on);
  else if (veil()) veil().hidden = !on;
}

document.addEventListener("dragenter", (event) => {
  if (!carriesFile(event)) return;
  depth += 1;
  lit(true);
});
document.addEventListener("dragleave", (event) => {
  if (!carriesFile(event)) return;
  depth = Math.max(0, depth - 1);
  if (!depth) lit(false);
});
document.addEventListener("dragover", (event) => { if (carriesFile(event) && (zone() || veil())) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  if (!carriesFile(event) || !(zone() || veil())) return;
  event.preventDefault();
  depth = 0;
  const field = (zone() ?? veil()).querySelector("input[type=file]");
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  if (zone()) lit(false);
  else veil().requestSubmit();
});

function name(field) {
  const shown = field.closest("[data-drop]")?.querySelector("[data-drop-names]");
  shown?.replaceChildren(...[...field.files].map((file) => {
    const line = document.createElement("bdi");
    line.textContent = file.name;
    return line;
  }));
}

document.addEventListener("change", ({ target }) => { if (target.matches?.("[data-drop] input[type=file]")) name(target); });
// A page come back to, or loaded anew, may still have its files.
window.addEventListener("pageshow", () => document.querySelectorAll("[data-drop] input[type=file]").forEach(name));
