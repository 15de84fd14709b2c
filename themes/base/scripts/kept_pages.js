// Lists the pages that can be read on this device without a network: those that were saved, and those opened lately.

const place = document.getElementById("trang-tren-may");
const SAVED = "trang-da-luu";
const VISITED = "da-mo";
const MOST = 20;

function itemOf({ path, title }) {
  const link = document.createElement("a");
  link.href = new URL(path, location.origin).pathname;
  link.textContent = title;
  const item = document.createElement("li");
  item.append(link);
  return item;
}

function savedPages() {
  try {
    const list = JSON.parse(localStorage.getItem(SAVED));
    return Array.isArray(list) ? list.filter(({ path, title }) => path && title) : [];
  } catch {
    return [];
  }
}

async function titleOf(cache, key) {
  const html = await (await cache.match(key, { ignoreVary: true })).text();
  const heading = new DOMParser().parseFromString(html, "text/html").querySelector("h1");
  return { path: new URL(key.url).pathname, title: heading ? heading.textContent.trim() : key.url };
}

async function visitedPages() {
  if (!("caches" in window) || !(await caches.has(VISITED))) return [];
  const cache = await caches.open(VISITED);
  const keys = (await cache.keys()).slice(-MOST).reverse();
  return Promise.all(keys.map((key) => titleOf(cache, key)));
}

function fill(list, pages) {
  list.replaceChildren(...pages.map(itemOf));
  return pages.length > 0;
}

const saved = place.querySelector(".kept-pages-saved");
saved.hidden = !fill(saved, savedPages());
place.querySelector(".kept-pages-none").hidden = !saved.hidden;
const visited = place.querySelector(".kept-pages-visited");
visitedPages()
  .then((pages) => (visited.hidden = !fill(visited.querySelector("ul"), pages)))
  .catch(() => {});
