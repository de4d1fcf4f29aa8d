// Where the focus goes after a swap: details opened beside the list take it and give it back to their row
// when they close, and so does a form in its row; where what had it is gone, [autofocus] takes it.
const shown = () => document.getElementById("details")?.dataset.of ?? "";
const edited = () => document.querySelector("tr.editing")?.id ?? "";
const row = (id) => document.querySelector(`#${CSS.escape(id)} .c-payee > a`);
let of = shown(), form = edited();

function follow() {
  const now = shown(), before = of, left = form;
  [of, form] = [now, edited()];
  if (now !== before) {
    const to = now ? document.querySelector("#details h2") : row(`row-${before}`);
    to?.focus({ preventScroll: true });
  } else if (document.activeElement === document.body) {
    const to = document.querySelector("#main [autofocus]") ?? (left && !form ? row(left) : null);
    to?.focus({ preventScroll: Boolean(left) });
  }
}

document.addEventListener("htmx:finally:request", () => setTimeout(follow));
