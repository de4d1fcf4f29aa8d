// What happens elsewhere as it happens: a socket to the server, polling where there is none. Notices
// are said, and the page is brought up to date.
import { drawn, refreshed } from "./refresh.js";

const bell = document.querySelector("[data-live-poll]");
const LONGEST = 30_000, POLL = 30_000, GIVE_UP = 4;
let socket, failures = 0, timer, known, unread;

function show({ unread, items }) {
  const badge = bell.querySelector(".badge");
  if (badge) {
    badge.hidden = !unread;
    badge.textContent = unread < 100 ? unread : "99+";
  }
  bell.setAttribute("aria-label", unread ? bell.dataset.some.replace("{}", unread) : bell.dataset.none);
  for (const { message } of items.slice(-3)) say(message);
}

function say(text) {
  const made = document.getElementById("toast-notice")?.content.cloneNode(true);
  if (!made) return;
  made.querySelector("span").textContent = text;
  document.getElementById("toasts").append(made);
}

// The first message says what is unread already: only what this page does not know is news.
function heard(told) {
  failures = 0;
  if (told.type === "changed") return refreshed();
  const items = known ? told.items.filter(({ id }) => !known.has(id)) : [];
  known = new Set([...(known ?? []), ...told.items.map(({ id }) => id)]);
  const marked = unread !== undefined && unread !== told.unread;
  unread = told.unread;
  show({ unread, items });
  if (items.length || marked || told.changed) refreshed();
}

function place(path) {
  const address = new URL(path, location.href);
  address.searchParams.set("drawn", drawn());
  return address;
}

function connect() {
  clearTimeout(timer);
  const address = place(bell.dataset.liveSocket);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(address);
  socket.addEventListener("message", ({ data }) => heard(JSON.parse(data)));
  socket.addEventListener("close", () => {
    failures += 1;
    if (failures >= GIVE_UP) return poll();
    later(connect, Math.min(LONGEST, 1000 * 2 ** failures));
  });
}

// Where no socket holds, what is unread is asked for; now and then a socket is tried again.
async function poll() {
  try {
    const answer = await fetch(place(bell.dataset.livePoll), { headers: { Accept: "application/json" } });
    if (answer.ok) heard(await answer.json());
    if (answer.status === 401) return;
  } catch { /* the server is away: asked again below */ }
  failures = GIVE_UP - 1;
  later(next, POLL);
}

const next = () => (bell.dataset.liveSocket ? connect() : poll());

function later(call, wait) {
  clearTimeout(timer);
  timer = setTimeout(call, wait * (0.75 + Math.random() / 2));
}

if (bell) {
  if (bell.dataset.liveSocket) connect(); else later(poll, POLL);
  addEventListener("pagehide", () => { clearTimeout(timer); socket?.close(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) next(); });
}
