// Keeps the dashboard's frame for when the network is away. What the API answers is never kept.
// The build fills in the lines that name files; a new build is therefore a new worker.
const BASE = "/static/app/";
/** The script that the page of this build starts with: what a page tells its own version by. */
const ENTRY = "";
/** What the first page needs, by address. */
const FILES = [];
const VERSION = "";

const SHELL = "/";
const NAME = `centralita-${VERSION}`;
/** Pages of the server that are not the dashboard's. */
const ELSEWHERE = /^\/(api|_allauth|accounts|chat|live|static|dev)\/|^\/(widget\.js|metrics|healthz|readyz)$/;

const isFixed = (path) => path.startsWith(`${BASE}assets/`);
const kept = (what) => caches.match(what, { ignoreVary: true });

async function keep(cache, path) {
  // Names of assets carry a digest: what an earlier version kept is the same.
  const response = (isFixed(path) && (await kept(path))) || (await fetch(path, isFixed(path) ? {} : { cache: "no-cache" }));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(path, response);
}

async function install() {
  const cache = await caches.open(NAME);
  await Promise.all([SHELL, ...FILES].map((path) => keep(cache, path)));
  await self.skipWaiting();
}

async function activate() {
  // The version before stays: pages that are still open go on with its files.
  const names = (await caches.keys()).filter((name) => name.startsWith("centralita-") && name !== NAME);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage({ kind: "version", entry: ENTRY });
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await kept(SHELL)) ?? Response.error();
  }
}

async function file(request) {
  const found = await kept(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && isFixed(new URL(request.url).pathname)) {
    const cache = await caches.open(NAME);
    await cache.put(request, response.clone());
  }
  return response;
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (!ELSEWHERE.test(pathname)) event.respondWith(page(event));
  } else if (FILES.includes(pathname) || isFixed(pathname)) event.respondWith(file(request));
});
