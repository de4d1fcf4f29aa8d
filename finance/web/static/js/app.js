// Every behaviour listens on the document and finds its elements by data- attributes,
// so whatever htmx swaps in works without being told.
import "./amount.js";
import "./charts.js";
import "./combobox.js";
import "./copy.js";
import "./date.js";
import "./dialog.js";
import "./drop.js";
import "./errors.js";
import "./focus.js";
import "./keep.js";
import "./keyboard.js";
import "./late.js";
import "./live.js";
import "./menu.js";
import "./once.js";
import "./selection.js";
import "./split.js";
import "./theme.js";
import "./toast.js";
import "./worker.js";
import "./zone.js";
