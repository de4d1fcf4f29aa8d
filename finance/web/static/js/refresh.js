// The page brought up to date when somebody changed something elsewhere: what it shows is asked for
// again and morphed into place, so that focus, selection, scroll and what is open stay as they are.
// A form somebody is at is left alone; a quiet line in it says if what it is about was changed.
import { edited, follow, served, settled } from "./edited.js";

const PARTS = ["#main", "#rail-accounts"];
const CALM = 1000; // milliseconds from one time to the next
const OWN = { DETAILS: ["open"], DIALOG: ["open"], FORM: ["data-busy"], BUTTON: ["aria-busy"] };
const BUSY = "dialog[open], details[data-menu][open], form[data-busy]";
const LOADED = location.href, STOOD = document.querySelector("main")?.dataset.stood; // an answer to a form
let waiting = false, running = false, timer, last = -CALM, held = [];

const page = () => document.querySelector("main[data-live]:not([data-live=''])");
const mine = (element, name) => OWN[element.tagName]?.includes(name) || (element.matches("[data-bulk]") && name === "hidden")
  || (name === "class" && element.matches("tr.chosen:has(:checked)"));

// Since when the page may be out of date, as the server said.
export const drawn = () => page()?.dataset.live ?? "";

export function refreshed() {
  waiting = Boolean(page());
  if (!waiting || running || document.hidden || document.querySelector(BUSY)) return;
  clearTimeout(timer);
  timer = setTimeout(refresh, Math.max(0, last + CALM - performance.now()));
}

async function refresh() {
  waiting = false;
  running = true;
  try {
    const here = location.href, answer = await read(STOOD && here === LOADED ? STOOD : here);
    if (answer && here === location.href) await (answer.ok ? put(answer.text) : gone(answer.status));
  } finally {
    running = false;
    last = performance.now();
    if (waiting) refreshed();
  }
}

// The header says that nobody looks at the answer yet: what is shown only once is not in it.
async function read(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html", "X-Refresh": "1" } }).catch(() => null); // away
  return !answer || answer.redirected ? null : { ok: answer.ok, status: answer.status, text: await answer.text() };
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
const own = (form, name) => form.getAttribute(name); // form.id may be a field of that name
const forms = () => Array.from(document.querySelectorAll("#main form"));

// On the answer to a form every form stays as it was sent, and so does what was said of it beside it.
const answered = () => STOOD && location.href === LOADED;
const filled = (form) => form.querySelector("input:not([type=hidden]), select, textarea");
const told = () => Array.from(document.querySelectorAll("#main .notice-error, #main .notice-warn")).some((one) => !one.closest("form"));

async function put(text) {
  const fresh = parsed(text);
  if (!fresh.querySelector("main[data-live]")) return;
  for (const form of forms().filter(edited)) if (await changed(form, fresh)) say(form);
  const busy = forms().filter(answered() ? filled : edited);
  if (!busy.every((form) => place(form, fresh))) return; // nothing is taken from under somebody
  held = busy.map((form) => form.closest("tr") ?? form);
  const focused = document.activeElement;
  nameless(fresh);
  const made = fresh.documentElement.outerHTML;
  try {
    for (const part of answered() && told() ? PARTS.slice(1) : PARTS) await morph(part, made);
  } finally {
    held = [];
  }
  if (focused.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

// Where what a form stands in is on the page as it is now; without an id it is known by where it goes.
function place(form, fresh) {
  const id = own(form.closest("tr") ?? form, "id");
  if (id) return fresh.getElementById(id);
  const same = (other) => ["action", "method"].every((name) => own(other, name) === own(form, name));
  const others = Array.from(fresh.querySelectorAll("#main form")).filter(same);
  return others.length === 1 ? others[0] : null;
}

// Whether what a form changes was changed meanwhile, or is gone. One that was opened in its row is
// compared with that on its own page.
async function changed(form, fresh) {
  if (!served(form)) return false;
  let other = place(form, fresh);
  if (form.dataset.from) {
    const alone = await read(form.dataset.from);
    other = alone?.ok ? parsed(alone.text).getElementById(own(form, "id")) : null;
  }
  return !other || served(other) !== served(form);
}

// What htmx asks of extensions while it morphs; false leaves the element or attribute as it is.
const careful = {
  htmx_before_morph_node: (element) => !held.includes(element),
  htmx_before_morph_attr: (element, { attrName }) => !(running && mine(element, attrName)),
};

async function morph(part, text) {
  const target = document.querySelector(part);
  if (!target || !window.htmx) return;
  window.htmx.registerExtension("careful", careful); // once; it loads after this
  nameless(target);
  const done = window.htmx.swap({ text, target, select: part, swap: "outerMorph", sourceElement: target });
  named(target); // it is morphed by now, and nobody saw it without names
  await done;
}

// A field called id hides the id of its form, which would not be found again but made anew.
function nameless(root) {
  for (const field of root.querySelectorAll("[name=id]")) {
    field.removeAttribute("name");
    field.dataset.named = "id";
  }
}

function named(root) {
  for (const field of root.querySelectorAll("[data-named]")) {
    field.setAttribute("name", field.dataset.named);
    delete field.dataset.named;
  }
}

function gone(status) {
  if (status === 404) forms().filter(edited).filter((form) => served(form)).forEach(say);
}

function say(form) {
  if (form.querySelector(":scope > .elsewhere")) return;
  form.prepend(document.getElementById("changed-elsewhere").content.cloneNode(true));
}

for (const kind of ["visibilitychange", "close", "toggle"]) {
  document.addEventListener(kind, () => { if (waiting) refreshed(); }, { capture: true });
}
follow();
settled(() => { if (waiting) refreshed(); });
