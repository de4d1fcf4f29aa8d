// [data-date]: words, steps and parts become a day when the field is left; what it does not know
// it leaves for the server. data-today: the book's day; data-order: "dmy" or "mdy".
const iso = (day) => `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;

function today(field) {
  const given = field.dataset.today?.match(/^(\d+)-(\d+)-(\d+)$/);
  const now = given ? new Date(given[1], given[2] - 1, given[3]) : new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate());
}

const shifted = (day, by) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + by);

// The latest such day up to today; what people enter has happened.
function latest(now, month, day) {
  for (let back = 0; back < 9; back += 1) {
    const year = month === null ? now.getFullYear() : now.getFullYear() - back;
    const index = month === null ? now.getMonth() - back : month - 1;
    const found = new Date(year, index, day);
    if (found.getDate() === day && found <= now) return found;
  }
  return null;
}

export function read(text, now, order = "dmy") {
  const bare = text.trim().toLowerCase().replace("−", "-");
  if (bare === "today") return now;
  if (bare === "yesterday") return shifted(now, -1);
  let found = bare.match(/^([+-]) ?(\d{1,4})$/);
  if (found) return shifted(now, Number(found[1] + found[2]));
  found = bare.match(/^(\d{1,2})\.?$/);
  if (found) return latest(now, null, Number(found[1]));
  found = bare.match(/^(\d{1,2})(?:\. ?|[/-])(\d{1,2})\.?$/);
  if (!found) return null;
  const [first, second] = [Number(found[1]), Number(found[2])];
  const dayFirst = (order === "dmy" && second <= 12) || first > 12;
  return dayFirst ? latest(now, second, first) : latest(now, first, second);
}

document.addEventListener("change", ({ target }) => {
  if (target.matches?.("[data-date-native]")) {
    const field = target.parentElement.querySelector("[data-date]");
    field.value = target.value;
    field.focus();
  } else if (target.matches?.("[data-date]")) {
    const day = read(target.value, today(target), target.dataset.order);
    if (day) target.value = iso(day);
  }
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (!step || !event.target.matches?.("[data-date]")) return;
  const known = event.target.value.match(/^(\d{4})-(\d{2})-(\d{2})$/);
  const day = known ? new Date(known[1], known[2] - 1, known[3]) : today(event.target);
  event.target.value = iso(known ? shifted(day, step) : day);
  event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const native = target.closest?.("[data-date-pick]")?.parentElement.querySelector("[data-date-native]");
  if (!native) return;
  native.value = native.parentElement.querySelector("[data-date]").value;
  native.showPicker();
});
