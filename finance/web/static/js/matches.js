// Which choices answer what is typed: those that begin with it first, then those with a word that
// does, then those that hold it anywhere. Accents and case do not matter.
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function rank(text, wanted) {
  const known = bare(text);
  if (known.startsWith(wanted)) return 0;
  const at = known.indexOf(wanted);
  if (at < 0) return -1;
  return /[\s/:·-]/.test(known[at - 1]) ? 1 : 2;
}

export function matching(choices, typed, most = 60) {
  const wanted = bare(typed.trim());
  if (!wanted) return choices.slice(0, most);
  const found = choices.map((choice) => [rank(choice.text, wanted), choice]).filter(([order]) => order >= 0);
  return found.sort(([a], [b]) => a - b).slice(0, most).map(([, choice]) => choice);
}

// What a <datalist> or <select> offers: { text, value, hint, group }.
export function choicesOf(source) {
  return Array.from(source?.options ?? [], (option) => ({
    text: option.label || option.value,
    value: option.value,
    hint: option.dataset.hint ?? "",
    group: option.dataset.group ?? (option.parentElement.label || ""),
  }));
}
