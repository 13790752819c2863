// Keeps the dashboard's frame for when the network is away. Of what the API answers, only who is signed in is kept,
// because the frame cannot stand without; it goes when that person signs out.
// The build fills in the lines that name files; a new build is therefore a new worker.
const BASE = "/static/app/";
/** The script that the page of this build starts with: what a page tells its own version by. */
const ENTRY = "";
/** What the first page needs, by address. */
const FILES = [];
const VERSION = "";

const SHELL = "/";
const NAME = `centralita-${VERSION}`;
const ME = "/api/v1/me";
/** The cache of that answer alone. The page deletes it as well: one that was loaded past this worker signs out unseen. */
const PERSON = "person";
/** Pages of the server that are not the dashboard's. */
const ELSEWHERE = /^\/(api|_allauth|accounts|chat|live|static|dev)\/|^\/(widget\.js|metrics|healthz|readyz)$/;

const isFixed = (path) => path.startsWith(`${BASE}assets/`);

/** What this version keeps; else what the one before kept, which `caches` alone would find first. */
async function kept(what) {
  const own = await caches.open(NAME);
  return (await own.match(what, { ignoreVary: true })) ?? caches.match(what, { ignoreVary: true });
}

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
  // Another version may answer in another shape; and the first page asked before this worker was there.
  await forgetPerson();
  await person().catch(() => undefined);
}

/** How often somebody signed in or out: an answer from before must not be kept after. */
let turns = 0;

async function forgetPerson() {
  turns += 1;
  await caches.delete(PERSON);
}

async function person() {
  const turn = turns;
  let response;
  try {
    response = await fetch(ME, { headers: { accept: "application/json" }, cache: "no-store" });
  } catch (error) {
    const found = await kept(ME);
    if (found) return found;
    throw error;
  }
  if (response.ok && turn === turns) await (await caches.open(PERSON)).put(ME, response.clone());
  else if (response.status === 401) await forgetPerson();
  return response;
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
  if (origin !== self.location.origin) return;
  if (request.method !== "GET") {
    if (pathname.startsWith("/_allauth/")) event.waitUntil(forgetPerson());
  } else if (pathname === ME) event.respondWith(person());
  else if (request.mode === "navigate") {
    if (!ELSEWHERE.test(pathname)) event.respondWith(page(event));
  } else if (FILES.includes(pathname) || isFixed(pathname)) event.respondWith(file(request));
});
