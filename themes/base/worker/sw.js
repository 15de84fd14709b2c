// Keeps on the reader's device what was opened, and what of the unit is needed most, for when there is no network.
// The build puts SHELL before it: the paths that are fetched in advance. Pages name their files by content, and what
// is kept is never thrown away while a kept page names it: so no worker, old or new, leaves a page without its files.

const ASSETS = "tep";
const FRONTS = "khung";
const VISITED = "da-mo";
const SAVED = "da-luu";
const GUIDES = "thu-tuc";
const DATA = "du-lieu";
const PAGES = [VISITED, FRONTS, SAVED, GUIDES];
const MOST = 60;
const SLACK = 10;
const PATIENCE = 4000;
const A_DAY = 24 * 60 * 60 * 1000;
const STAMP = "/lam-moi";
const INDEX = "/_tim/";
const OFFLINE = "/ngoai-tuyen.html";
const PROCEDURES = "/thu-tuc-hanh-chinh/";
const PROCEDURE = /href="(\/thu-tuc-hanh-chinh\/[\w-]+\/)"/g;
const NAMED = /\/_a\/[0-9a-f]{64}\.\w+/g;
const NEEDED = /\.(?:css|js|svg)$/;
const SEEN = ["style", "script", "image", "font"];
// The urgent notices are in no list: what is over must not come back from here.
const READ = /\/(?:feed|api\/[\w-]+|_tim\/\d+)\.json$/;

let turn = Promise.resolve();

// Two that tidied and kept at once would take files from each other.
function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

async function find(name, path) {
  return (await caches.open(name)).match(path, { ignoreVary: true });
}

async function put(name, path, response) {
  const cache = await caches.open(name);
  await cache.delete(path, { ignoreVary: true });
  await cache.put(path, response);
}

function held(path) {
  return PAGES.reduce(async (found, name) => (await found) || find(name, path), undefined);
}

function isPage(response) {
  const type = response.headers.get("Content-Type") || "";
  return response.ok && !response.redirected && response.type === "basic" && type.startsWith("text/html");
}

async function keepAsset(path) {
  if (await find(ASSETS, path)) return;
  const response = await fetch(path);
  if (response.ok) await put(ASSETS, path, response);
}

async function keepPage(path, response, place) {
  const named = (await response.clone().text()).match(NAMED) || [];
  await Promise.all([...new Set(named)].filter((file) => NEEDED.test(file)).map(keepAsset));
  const name = SHELL.includes(path) ? FRONTS : (await find(SAVED, path)) ? SAVED : place;
  await put(name, path, response);
  await tidy(name === VISITED ? VISITED : "");
}

async function tidy(name) {
  if (!name) return;
  const cache = await caches.open(name);
  const keys = await cache.keys();
  if (keys.length <= MOST + SLACK) return;
  await Promise.all(keys.slice(0, keys.length - MOST).map((key) => cache.delete(key)));
  if (name === VISITED) await sweep();
}

// Files that no kept page names any more.
async function sweep() {
  const named = new Set();
  for (const name of PAGES) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) {
      const page = await cache.match(key, { ignoreVary: true });
      for (const path of (await page.text()).match(NAMED) || []) named.add(path);
    }
  }
  const assets = await caches.open(ASSETS);
  for (const key of await assets.keys()) {
    if (!named.has(new URL(key.url).pathname)) await assets.delete(key);
  }
}

// What is withdrawn from the site is withdrawn from the device.
async function forget(path) {
  for (const name of PAGES) await (await caches.open(name)).delete(path, { ignoreVary: true });
}

async function fetchPage(path, place = VISITED) {
  const response = await fetch(path, { cache: "no-cache" });
  if (isPage(response)) await inTurn(() => keepPage(path, response, place));
}

// The procedures that the unit's list names first, one after the other, beside what the reader does.
async function fetchGuides() {
  const list = await held(PROCEDURES);
  if (!list || navigator.connection?.saveData) return;
  const named = [...(await list.text()).matchAll(PROCEDURE)].map(([, path]) => path);
  const wanted = [...new Set(named)].slice(0, MOST);
  for (const path of wanted) {
    // A new worker takes over once this one has nothing left to do.
    if (registration.waiting) return;
    await fetchPage(path, GUIDES);
  }
  const cache = await caches.open(GUIDES);
  for (const key of await cache.keys()) {
    if (!wanted.includes(new URL(key.url).pathname)) await cache.delete(key);
  }
}

async function fetchIndex() {
  const first = await fetch(`${INDEX}0.json`, { cache: "no-cache" });
  if (!first.ok) return;
  const { files } = await first.clone().json();
  await put(DATA, `${INDEX}0.json`, first);
  for (let number = 1; number < files; number += 1) {
    const next = await fetch(`${INDEX}${number}.json`, { cache: "no-cache" });
    if (next.ok) await put(DATA, `${INDEX}${number}.json`, next);
  }
}

async function refresh() {
  await Promise.allSettled([...SHELL.map((path) => fetchPage(path)), fetchIndex()]);
  await put(DATA, STAMP, new Response(String(Date.now())));
}

async function refreshDaily() {
  const stamp = await find(DATA, STAMP);
  if (stamp && Date.now() - Number(await stamp.text()) < A_DAY) return;
  await refresh();
  await fetchGuides();
}

async function install() {
  await refresh();
  if (!(await held(OFFLINE))) throw new Error(`${OFFLINE} could not be fetched.`);
}

async function fromNetwork(request, path) {
  const response = await fetch(request);
  if (isPage(response)) {
    const copy = response.clone();
    return { response, after: () => inTurn(() => keepPage(path, copy, VISITED)) };
  }
  const gone = response.status === 404 || response.status === 410;
  return { response, after: () => gone && inTurn(() => forget(path)) };
}

function page(event, path) {
  const asked = fromNetwork(event.request, path);
  event.waitUntil(asked.then(({ after }) => after()).then(refreshDaily).catch(() => {}));
  event.respondWith(answer(asked, path));
}

async function answer(asked, path) {
  const copy = await held(path);
  const waited = copy && new Promise((resolve) => setTimeout(resolve, PATIENCE, copy));
  const online = asked.then(
    ({ response }) => (response.status >= 500 && copy ? copy.clone() : response),
    async () => copy || (await held(OFFLINE)) || Response.error(),
  );
  return waited ? Promise.race([online, waited]) : online;
}

async function asset(request, path) {
  const kept = await find(ASSETS, path);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && SEEN.includes(request.destination)) {
    const copy = response.clone();
    await put(ASSETS, path, copy).catch(() => {});
  }
  return response;
}

async function data(request) {
  try {
    const response = await fetch(request);
    if (response.ok) {
      const copy = response.clone();
      await put(DATA, request.url, copy).catch(() => {});
      await tidy(DATA);
    }
    return response;
  } catch (error) {
    const kept = await find(DATA, request.url);
    if (kept) return kept;
    throw error;
  }
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(inTurn(sweep).then(() => clients.claim())));
addEventListener("message", (event) => event.waitUntil(fetchPage(event.data).then(fetchGuides)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (READ.test(pathname)) event.respondWith(data(request));
  // Answers to questions are of the moment, whichever way they come.
  else if (origin !== location.origin || pathname.startsWith("/api/")) return;
  else if (request.mode === "navigate") page(event, pathname);
  else if (pathname.startsWith("/_a/")) event.respondWith(asset(request, pathname));
});
