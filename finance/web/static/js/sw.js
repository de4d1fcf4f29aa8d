// The worker. It keeps files whose address names their content, and the offline page; never a page
// of someone's money and never an answer of the API: those are asked for each time, or not shown.
const version = new URL(location.href).searchParams.get("v");
const CACHE = `farthing-${version}`;
const OFFLINE = "/offline";
const LOOK = ["app.css", "img/mark.svg", "vendor/fonts/hanken-grotesk-latin-wght-normal.woff2", "vendor/fonts/bricolage-grotesque-latin-opsz-normal.woff2"];

self.addEventListener("install", (event) => {
  const wanted = [OFFLINE, ...LOOK.map((name) => `/static/${version}/${name}`)];
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

async function kept(request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) cache.put(request, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith(`/static/${version}/`)) event.respondWith(kept(request));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
});
