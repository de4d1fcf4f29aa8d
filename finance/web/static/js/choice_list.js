// The list beneath a combobox: one for the page, in the top layer, so that nothing cuts it off.
// Focus stays in the field; aria-activedescendant says which choice is meant.
export class ChoiceList {
  constructor() {
    this.box = document.createElement("ul");
    this.box.id = "combobox-list";
    this.box.className = "combobox-list";
    this.box.setAttribute("role", "listbox");
    this.box.popover = "manual";
    this.choices = [];
    this.at = -1;
    this.box.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.onpick(this.choices[Number(option.dataset.at)]);
    });
    addEventListener("scroll", () => { if (this.open) this.place(); }, { capture: true, passive: true });
  }

  get open() { return this.box.isConnected && this.box.matches(":popover-open"); }

  active() { return this.open ? this.choices[this.at] : undefined; }

  prepare(field) {
    const state = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.box.id };
    for (const [name, value] of Object.entries(state)) field.setAttribute(name, value);
  }

  show(field, choices, at) {
    if (!choices.length) return this.hide(field);
    Object.assign(this, { field, choices });
    (field.closest("dialog") ?? document.body).append(this.box);
    this.box.replaceChildren(...this.lines());
    if (!this.open) this.box.showPopover();
    field.setAttribute("aria-expanded", "true");
    this.place();
    this.mark(at);
  }

  hide(field) {
    if (this.open) this.box.hidePopover();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    this.at = -1;
  }

  place() {
    const { left, bottom, top, width } = this.field.getBoundingClientRect();
    const below = bottom + this.box.offsetHeight + 8 < innerHeight || top < this.box.offsetHeight;
    Object.assign(this.box.style, { left: `${left}px`, minWidth: `${width}px`, top: below ? `${bottom + 4}px` : `${top - this.box.offsetHeight - 4}px` });
  }

  lines() {
    return this.choices.flatMap((choice, at) => {
      const line = document.createElement("li");
      Object.assign(line, { id: `combobox-${at}` });
      line.setAttribute("role", "option");
      line.dataset.at = at;
      line.append(Object.assign(document.createElement("span"), { textContent: choice.text }));
      if (choice.hint) line.append(Object.assign(document.createElement("small"), { textContent: choice.hint }));
      const opens = choice.group && choice.group !== this.choices[at - 1]?.group;
      const title = opens ? [Object.assign(document.createElement("li"), { className: "group", textContent: choice.group })] : [];
      title[0]?.setAttribute("role", "presentation");
      return [...title, line];
    });
  }

  mark(at) {
    this.at = at;
    for (const line of this.box.querySelectorAll("[role=option]")) line.setAttribute("aria-selected", String(Number(line.dataset.at) === at));
    const line = this.box.querySelector('[aria-selected="true"]');
    line?.scrollIntoView({ block: "nearest" });
    if (line) this.field.setAttribute("aria-activedescendant", line.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  // What a key did: "moved", "take", "closed", or nothing.
  key(event, show) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey) {
      if (!this.open) show();
      else this.mark((this.at + step + this.choices.length + (this.at < 0 && step < 0 ? 1 : 0)) % this.choices.length);
      return "moved";
    }
    if (event.key === "Enter" && this.active()) return "take";
    if (event.key !== "Escape" || !this.open) return "";
    this.hide(this.field);
    event.stopPropagation();
    return "closed";
  }
}
