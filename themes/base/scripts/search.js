// Makes the search form search while somebody types: asks the API, or the sites' own files where it is silent.

const form = document.getElementById("tim-kiem");
const byId = (id) => document.getElementById(id);
const [state, again, list, more] = ["trang-thai", "thu-lai", "ket-qua", "xem-them"].map(byId);
const [choices, meant, nothing, elsewhere, start] = ["bo-loc", "y-ban", "khong-thay", "pham-vi-khac", "bat-dau"].map(byId);
const box = form.elements.q;
const { api, unit } = document.body.dataset;
const PAUSE = 250;
const PATIENCE = 2000;
const SILENCE = 30000;
const SLOW = 400;
const MOST_CHOICES = 100;
const LONGEST = 500;
const SILENT = "Máy tìm kiếm chưa trả lời, và mục lục của trang cũng chưa tải được. Xin thử lại sau ít phút.";
const NO_MORE = "Chưa tải thêm được kết quả. Xin thử lại.";
const FILTERS = ["type", "tier", "shown_by", "year"];

let cursor = "";
let asked = 0;
let running;
let silentUntil = 0;
let pause;
let typing = false;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// The API escapes everything but <mark>; whatever else came would be shown as text, never run: what
// stands in a textarea is text, and keeps the spaces at its ends.
function marked(html) {
  return html.split(/<\/?mark>/).map((piece, index) => {
    const text = element("textarea", { innerHTML: piece }).value;
    return index % 2 ? element("mark", {}, text) : text;
  });
}

// A day as it was in Viet Nam, like on the page itself; a date without a time is one already.
function dayOf(date) {
  if (!date || !date.includes("T")) return date && date.split("-").reverse().join("/");
  const format = { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" };
  return new Intl.DateTimeFormat("en-GB", format).format(new Date(date));
}

function itemOf(result) {
  const link = element("a", { href: result.url }, ...marked(result.title));
  const origin = result.origin_name !== result.unit_name && `Nguồn: ${result.origin_name}`;
  const parts = [result.type_label, result.unit_name, origin, dayOf(result.date)].filter(Boolean);
  const line = element("p", { className: "entry-line" }, ...parts.map((part) => element("span", {}, part)));
  return element("li", {}, element("h2", {}, link), line, element("p", {}, ...marked(result.snippet)));
}

function offer(select, counted = []) {
  const kept = select.selectedOptions[0];
  const made = counted
    .slice(0, MOST_CHOICES)
    .map(({ value, label, count }) => element("option", { value }, `${label} (${count})`));
  while (select.options.length > 1) select.remove(1);
  select.append(...made);
  // A choice that has no results any more stays chosen, or nobody could see why there are none.
  if (kept.value && !made.some(({ value }) => value === kept.value)) select.append(kept);
  select.value = kept.value;
}

function inNumbers(count) {
  return count.toLocaleString("vi-VN");
}

function showCounts(scopes = {}) {
  for (const place of form.querySelectorAll("[data-count]")) {
    const count = scopes[place.dataset.count];
    place.textContent = count === undefined ? "" : inNumbers(count);
  }
}

// Where nothing was found: the other scopes that have something, and the filters to let go of. The files that
// answer in the API's place know no other scope.
function showWays({ scopes = {} }) {
  const found = [...form.elements.scope].filter(({ value, checked }) => !checked && scopes[value]);
  const ways = found.map((radio) => {
    const name = radio.parentNode.textContent.trim().replace(/\s*[\d.]+$/, "");
    const words = `${name}: ${inNumbers(scopes[radio.value])} kết quả`;
    return element("button", { type: "button", onclick: () => radio.focus() || radio.click() }, words);
  });
  const filtered = FILTERS.some((name) => form.elements[name].value);
  if (filtered) {
    const loosen = () => {
      for (const name of FILTERS) form.elements[name].value = "";
      box.focus();
      commit();
    };
    ways.push(element("button", { type: "button", onclick: loosen }, "Bỏ điều kiện lọc"));
  }
  nothing.querySelector("[data-wider]").hidden = !found.length;
  nothing.querySelector("[data-filtered]").hidden = !filtered;
  elsewhere.textContent = "";
  elsewhere.append(...ways);
  elsewhere.hidden = !ways.length;
}

function wordsFor({ total, note, alone }) {
  const none = `Không tìm thấy kết quả nào${alone ? " trong mục lục này" : ""}.`;
  const found = total ? `Tìm thấy ${inNumbers(total)} kết quả.` : note ? "" : none;
  return [alone, found, note].filter(Boolean).join(" ");
}

function show(answer, next) {
  if (!next) list.textContent = "";
  const made = answer.results.map(itemOf);
  list.append(...made);
  cursor = answer.cursor;
  more.hidden = !cursor;
  state.textContent = wordsFor(answer);
  // The button that was pressed is gone; what it brought is where its reader goes on.
  if (next && more.hidden && made.length) made[0].querySelector("a").focus();
  if (next) return;
  again.hidden = !answer.alone;
  for (const select of choices.querySelectorAll("select")) offer(select, answer.facets[select.dataset.facet]);
  choices.hidden = !answer.total && !FILTERS.some((name) => form.elements[name].value);
  showCounts(answer.scopes);
  nothing.hidden = Boolean(answer.total || answer.note);
  if (!nothing.hidden) showWays(answer);
  meant.hidden = !answer.meant;
  meant.querySelector("a").textContent = answer.meant;
  meant.querySelector("a").href = `?${new URLSearchParams({ q: answer.meant })}`;
  form.dispatchEvent(new CustomEvent("suggested", { detail: answer.suggestions || [] }));
}

function clear(words = "") {
  list.textContent = "";
  more.hidden = again.hidden = meant.hidden = nothing.hidden = true;
  state.textContent = words;
  showCounts();
}

// What is found already stays where it is only more of it that does not come.
function refuse(words, next) {
  if (!next) return clear(words);
  state.textContent = words;
  more.hidden = false;
}

function questionOf() {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
}

async function fromApi(question) {
  running = new AbortController();
  const stop = running;
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(`${api}/search?${question}`, { signal: stop.signal });
    if (response.status >= 500) throw new Error(response.statusText);
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

async function fromFiles(question) {
  const { search: searchAlone } = await import(form.dataset.alone);
  const above = form.dataset.above.split(" ").filter(Boolean);
  const found = await searchAlone(question, [location.origin, ...above]);
  const where = above.length ? `${form.dataset.name} và các cấp trên` : form.dataset.name;
  return { ...found, alone: `Máy tìm kiếm chưa trả lời, nên trang tự tìm trong mục lục của ${where}.` };
}

async function answerTo(question, turn) {
  if (Date.now() > silentUntil) {
    try {
      return await fromApi(question);
    } catch (error) {
      if (turn !== asked) throw error;
      silentUntil = Date.now() + SILENCE;
    }
  }
  return fromFiles(question);
}

async function search(next = false) {
  clearTimeout(pause);
  if (running) running.abort();
  const turn = ++asked;
  const question = questionOf();
  start.hidden = question.has("q");
  if (!question.has("q")) return clear();
  question.set("unit", unit);
  if (typing) question.set("typing", "true");
  if (next) question.set("cursor", cursor);
  more.hidden = true;
  const slow = setTimeout(() => (state.textContent = "Đang tìm…"), SLOW);
  try {
    const answer = await (next ? fromApi(question) : answerTo(question, turn));
    if (turn !== asked) return;
    if (answer.results) show(answer, next);
    else refuse(answer.detail, next);
  } catch {
    if (turn !== asked) return;
    refuse(next ? NO_MORE : SILENT, next);
    again.hidden = next;
  } finally {
    clearTimeout(slow);
  }
}

// One entry in the browser's history for what was typed in one go.
function note(replace) {
  const address = `?${questionOf()}`;
  if (address !== location.search) history[replace ? "replaceState" : "pushState"](null, "", address);
}

function commit() {
  const noted = new URLSearchParams(location.search).get("q") === box.value;
  note(typing && !noted);
  typing = false;
  // Who asks for it expressly waits for the API once more.
  silentUntil = 0;
  search();
}

function readAddress() {
  form.reset();
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (!field) continue;
    if (field.tagName === "SELECT" && value) field.append(element("option", { value }, value));
    field.value = value.slice(0, LONGEST);
  }
  typing = false;
  search();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  commit();
});
form.addEventListener("change", (event) => {
  if (event.target !== box) commit();
});
box.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    note(typing);
    typing = true;
    search();
  }, PAUSE);
});
more.addEventListener("click", () => search(true));
again.addEventListener("click", () => box.focus() || commit());
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="?q="]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  box.value = new URLSearchParams(link.search).get("q");
  box.focus();
  form.querySelector("button").click();
});
addEventListener("popstate", readAddress);

readAddress();
