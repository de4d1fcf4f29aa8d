// Where the focus goes after a swap: details opened beside the list take it and give it back to their row
// when they close; where what had it is gone, [autofocus] takes it.
const shown = () => document.getElementById("details")?.dataset.of ?? "";
let of = shown();

function follow() {
  const now = shown(), before = of;
  of = now;
  if (now !== before) {
    const to = now ? document.querySelector("#details h2") : document.querySelector(`#row-${CSS.escape(before)} .c-payee > a`);
    to?.focus({ preventScroll: true });
  } else if (document.activeElement === document.body) {
    document.querySelector("#main [autofocus]")?.focus();
  }
}

document.addEventListener("htmx:finally:request", () => setTimeout(follow));
