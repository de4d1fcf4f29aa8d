// Which forms somebody is at: something was typed or chosen in them, the focus is in one of their
// fields, they came back with faults, or they were opened to edit a row.
const FAULTS = "[aria-invalid=true], .error, .notice-error, .notice-warn, .editing";
const FIELDS = "input:not([type=hidden]), select, textarea";
const touched = new WeakSet();

export const edited = (form) => touched.has(form) || form.closest(".editing") || form.querySelector(FAULTS) || focused(form);

function focused(form) {
  const at = document.activeElement;
  return form.contains(at) && at.matches(FIELDS);
}

// What a form is about, as it was served: the version of what it changes, and the figures beside its
// fields. Empty for a form of something new.
export function served(form) {
  const versions = Array.from(form.querySelectorAll("input[name^=version]"), ({ defaultValue }) => defaultValue);
  if (!versions.some(Number)) return "";
  const cells = Array.from(form.querySelectorAll(":scope td .money"), ({ textContent }) => textContent.trim());
  return [...versions, ...cells].join("\n");
}

export function follow() {
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, ({ target }) => { if (target.form) touched.add(target.form); });
  }
}

// Once what a form sent was taken nobody is at it any more; call when any request has ended.
export function settled(call) {
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    const form = ctx?.sourceElement;
    if (form?.matches?.("form") && ctx.response?.status < 400) touched.delete(form);
  });
  document.addEventListener("htmx:finally:request", () => setTimeout(call));
}
