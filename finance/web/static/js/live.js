// Notices as they are raised: a socket to the server, polling where there is none. A page that shows
// figures is drawn anew when something happened, unless somebody is in the middle of something.
import { refreshed } from "./refresh.js";

const bell = document.querySelector("[data-live-poll]");
const LONGEST = 30_000, POLL = 30_000, GIVE_UP = 4;
let socket, failures = 0, timer, known;

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
function heard(event) {
  const told = JSON.parse(event.data);
  const items = known ? told.items.filter(({ id }) => !known.has(id)) : [];
  known = new Set([...(known ?? []), ...told.items.map(({ id }) => id)]);
  failures = 0;
  show({ unread: told.unread, items });
  if (items.length) refreshed();
}

function connect() {
  clearTimeout(timer);
  const address = new URL(bell.dataset.liveSocket, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(address);
  socket.addEventListener("message", heard);
  socket.addEventListener("close", () => {
    failures += 1;
    if (failures >= GIVE_UP) return poll();
    later(connect, Math.min(LONGEST, 1000 * 2 ** failures));
  });
}

// Where no socket holds, what is unread is asked for; now and then a socket is tried again.
async function poll() {
  try {
    const answer = await fetch(bell.dataset.livePoll, { headers: { Accept: "application/json" } });
    if (answer.ok) heard({ data: await answer.text() });
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
