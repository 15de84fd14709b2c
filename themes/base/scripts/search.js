// Turns the search form into a search: asks the API and shows what it answers, page by page.

const form = document.getElementById("tim-kiem");
const status = document.getElementById("trang-thai");
const results = document.getElementById("ket-qua");
const more = document.getElementById("xem-them");
const { api, unit } = document.body.dataset;
const PATIENCE = 8000;

let cursor = "";
let asked = 0;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function snippetOf(html) {
  // The API marks matches with <mark> and escapes the rest; anything else is shown as text.
  const paragraph = element("p");
  for (const [index, piece] of html.split(/<\/?mark>/).entries()) {
    const text = new DOMParser().parseFromString(piece, "text/html").documentElement.textContent;
    paragraph.append(index % 2 ? element("mark", {}, text) : text);
  }
  return paragraph;
}

function dateOf(iso) {
  const [year, month, day] = iso.slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
}

function lineOf(result) {
  const origin = result.origin_name && result.origin_name !== result.unit_name ? `Theo ${result.origin_name}` : "";
  const parts = [result.type_label, result.unit_name, origin, result.date && dateOf(result.date)];
  return element("p", { className: "entry-line" }, ...parts.filter(Boolean).map((part) => element("span", {}, part)));
}

function itemOf(result) {
  const link = element("a", { href: result.url }, result.title);
  return element("li", {}, element("h2", {}, link), lineOf(result), snippetOf(result.snippet ?? ""));
}

function wordsFor(answer) {
  if (!answer.total) return "Không tìm thấy kết quả nào. Hãy thử từ khác ngắn hơn, hoặc chọn phạm vi rộng hơn.";
  return `Tìm thấy ${answer.total.toLocaleString("vi-VN")} kết quả.`;
}

function questionOf(data) {
  const question = new URLSearchParams({ unit });
  for (const [name, value] of data) if (value) question.set(name, value);
  return question;
}

async function ask(question) {
  const response = await fetch(`${api}/search?${question}`, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

async function search({ next = false } = {}) {
  const question = questionOf(new FormData(form));
  if (!question.get("q")) return;
  if (next) question.set("cursor", cursor);
  const turn = ++asked;
  status.textContent = "Đang tìm…";
  more.hidden = true;
  try {
    const answer = await ask(question);
    if (turn !== asked) return;
    if (!next) results.replaceChildren();
    results.append(...answer.results.map(itemOf));
    cursor = answer.cursor ?? "";
    more.hidden = !cursor;
    status.textContent = wordsFor(answer);
  } catch {
    if (turn !== asked) return;
    status.textContent =
      "Máy tìm kiếm chưa trả lời. Xin thử lại sau ít phút; trong lúc đó vẫn xem được mọi chuyên mục ở phần danh mục đầu trang.";
  }
}

function readAddress() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
}

function writeAddress() {
  const question = questionOf(new FormData(form));
  question.delete("unit");
  history.replaceState(null, "", `?${question}`);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  writeAddress();
  search();
});
form.addEventListener("change", (event) => {
  if (event.target.name === "q") return;
  writeAddress();
  search();
});
more.addEventListener("click", () => search({ next: true }));

readAddress();
search();
