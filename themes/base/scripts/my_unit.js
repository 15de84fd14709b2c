// Shows on the app's page what is new at the unit that the citizen chose, and how to reach it.

const place = document.getElementById("noi-cua-toi");
const name = document.getElementById("ten-don-vi");
const state = place.querySelector("[role=status]");
const ways = place.querySelector(".my-unit-ways");
const CHOSEN = "noi-da-chon";
const SEEN = "da-xem-den";
const PATIENCE = 8000;
const MOST_NEWS = 10;
const CONTACTS = { address: "Địa chỉ", phone: "Điện thoại", email: "Thư điện tử", hours: "Giờ làm việc" };
const OWN = { url: place.dataset.url, name: place.dataset.name };

let turn = 0;

function remembered(storage, key) {
  try {
    return JSON.parse(storage().getItem(key));
  } catch {
    return null;
  }
}

// A browser may keep nothing, or forbid it.
function remember(storage, key, value) {
  try {
    storage().setItem(key, JSON.stringify(value));
  } catch {}
}

const device = () => localStorage;
const visit = () => sessionStorage;

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

async function get(address, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { signal: stop.signal, ...options });
    if (!answer.ok) throw new Error(address);
    return await answer.json();
  } finally {
    clearTimeout(timer);
  }
}

function fill(part, items) {
  const found = place.querySelector(`.my-unit-${part}`);
  found.querySelector("ul, dl").replaceChildren(...items);
  found.hidden = !items.length;
}

function dayOf(moment) {
  const format = { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" };
  return moment ? new Intl.DateTimeFormat("en-GB", format).format(new Date(moment)) : "";
}

// Only what leads to a page of some site: no other address becomes a link.
function link(title, address, base) {
  const { href, protocol } = new URL(address, base);
  return element("a", { href: /^https?:$/.test(protocol) ? href : base, textContent: title });
}

// Of the banner only its links are taken over, as text and address: it comes from another site.
function urgentItems(html, url) {
  const read = new DOMParser().parseFromString(html, "text/html");
  return [...read.querySelectorAll("li a")].map((found) =>
    element("li", {}, link(found.textContent.trim(), found.getAttribute("href"), url)),
  );
}

// What was new stays marked until the citizen leaves, and is old on the next visit.
function seenUntil(url, items) {
  const key = `${SEEN} ${url}`;
  const before = remembered(visit, key) ?? remembered(device, key) ?? "";
  const newest = items.map((item) => Date.parse(item.date_published) || 0);
  remember(visit, key, before);
  remember(device, key, Math.max(0, ...newest));
  return before;
}

function sourceOf(item, url, parents) {
  const above = parents.find((unit) => item.id.startsWith(unit.url));
  return item.id.startsWith(url) || !above ? "" : `Nguồn: ${above.full_name}`;
}

function newsItem(item, url, parents, seen) {
  const fresh = seen !== "" && Date.parse(item.date_published) > seen;
  const line = [dayOf(item.date_published), sourceOf(item, url, parents)].filter(Boolean);
  const badge = fresh ? [element("span", { className: "badge", textContent: "Mới" }), " "] : [];
  const about = element("p", { className: "entry-line" }, ...line.map((text) => element("span", {}, text)));
  return element("li", {}, ...badge, link(item.title, item.url, url), about);
}

// A number or an address that one can call or write to; whatever else it says stays text.
function reached(key, text) {
  if (key === "email") return element("a", { href: `mailto:${text}` }, text);
  const called = key === "phone" && /^[+\d][\d .()-]+$/.test(text);
  return called ? element("a", { href: `tel:${text.replace(/[^+\d]/g, "")}` }, text) : text;
}

function contactItems(unit) {
  return Object.entries(CONTACTS)
    .filter(([key]) => unit[key])
    .flatMap(([key, label]) => [element("dt", {}, label), element("dd", {}, reached(key, unit[key]))]);
}

function showNews(feed, url, parents) {
  const seen = seenUntil(url, feed.items);
  fill("news", feed.items.slice(0, MOST_NEWS).map((item) => newsItem(item, url, parents, seen)));
  const fresh = place.querySelectorAll(".my-unit-news .badge").length;
  const none = feed.items.length ? "Không có tin mới từ lần xem trước." : "Chưa có tin nào.";
  return fresh ? `${fresh} tin mới từ lần xem trước.` : seen === "" && feed.items.length ? "" : none;
}

async function show(unit) {
  turn += 1;
  const mine = turn;
  const { url } = unit;
  name.textContent = unit.name;
  ways.hidden = url !== OWN.url;
  const site = place.querySelector(".my-unit-site");
  site.hidden = !ways.hidden;
  site.querySelector("a").href = url;
  for (const part of ["urgent", "news", "contact", "procedures"]) fill(part, []);
  state.textContent = "Đang tải…";
  const [feed, urgent, facts, procedures] = await Promise.allSettled([
    get(`${url}feed.json`),
    get(`${url}_khan-cap.json`, { cache: "no-store" }),
    get(`${url}api/site.json`),
    get(`${url}api/thu-tuc-hanh-chinh.json`),
  ]);
  if (mine !== turn) return;
  if (urgent.value) fill("urgent", urgentItems(urgent.value.html, url));
  const { unit: known = {}, parents = [] } = facts.value || {};
  fill("contact", contactItems(known));
  fill("procedures", (procedures.value?.pages || []).map((page) => element("li", {}, link(page.title, page.url, url))));
  state.textContent = feed.value
    ? showNews(feed.value, url, parents)
    : "Chưa tải được tin; xin mở lại khi có mạng.";
}

function chosenUnit() {
  const kept = remembered(device, CHOSEN);
  return kept && /^https?:\/\//.test(kept.url) && typeof kept.name === "string" ? kept : OWN;
}

addEventListener("noi-o", ({ detail }) => {
  remember(device, CHOSEN, detail);
  show(detail || OWN);
  name.focus();
});

show(chosenUnit());
