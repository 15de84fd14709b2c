// Makes the search form search: asks the API, and shows what it answers, page by page.

const form = document.getElementById("tim-kiem");
const state = document.getElementById("trang-thai");
const list = document.getElementById("ket-qua");
const more = document.getElementById("xem-them");
const choices = document.getElementById("bo-loc");
const { api, unit } = document.body.dataset;
const PATIENCE = 8000;
const MOST_CHOICES = 100;
const SILENT =
  "Máy tìm kiếm chưa trả lời. Xin thử lại sau ít phút; trong lúc đó vẫn xem được mọi chuyên mục ở đầu trang.";

let cursor = "";
let asked = 0;

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

function lineOf(result) {
  const origin = result.origin_name !== result.unit_name && `Nguồn: ${result.origin_name}`;
  const parts = [result.type_label, result.unit_name, origin, dayOf(result.date)].filter(Boolean);
  return element("p", { className: "entry-line" }, ...parts.map((part) => element("span", {}, part)));
}

function itemOf(result) {
  const link = element("a", { href: result.url }, ...marked(result.title));
  return element("li", {}, element("h2", {}, link), lineOf(result), element("p", {}, ...marked(result.snippet)));
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

function wordsFor({ total, note }) {
  const found = total
    ? `Tìm thấy ${total.toLocaleString("vi-VN")} kết quả.`
    : "Không tìm thấy kết quả nào. Hãy thử từ ngắn hơn, hoặc chọn phạm vi rộng hơn.";
  return note ? `${found} ${note}` : found;
}

function show(answer, next) {
  if (!next) list.textContent = "";
  list.append(...answer.results.map(itemOf));
  for (const select of choices.querySelectorAll("select")) offer(select, answer.facets[select.dataset.facet]);
  choices.hidden = false;
  cursor = answer.cursor;
  more.hidden = !cursor;
  state.textContent = wordsFor(answer);
}

function excuse(words, next) {
  if (!next) list.textContent = "";
  more.hidden = !next;
  state.textContent = words;
}

function questionOf() {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
}

async function ask(question) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(`${api}/search?${question}`, { signal: stop.signal });
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

async function search(next = false) {
  const question = questionOf();
  if (!question.get("q")) return;
  question.set("unit", unit);
  if (next) question.set("cursor", cursor);
  const turn = ++asked;
  more.hidden = true;
  state.textContent = "Đang tìm…";
  try {
    const answer = await ask(question);
    if (turn !== asked) return;
    if (answer.results) show(answer, next);
    else excuse(answer.detail || SILENT, next);
  } catch {
    if (turn === asked) excuse(SILENT, next);
  }
}

function searchAnew() {
  history.replaceState(null, "", `?${questionOf()}`);
  search();
}

function readAddress() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (!field) continue;
    if (field.tagName === "SELECT" && value) field.append(element("option", { value }, value));
    field.value = value;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  searchAnew();
});
form.addEventListener("change", (event) => {
  if (event.target.name !== "q") searchAnew();
});
more.addEventListener("click", () => search(true));

readAddress();
search();
