// Searches without a server: in the files below /_tim/ of this site and of those above it.

const WORD = /([\p{L}\p{N}]+)/u;
const FINAL_Y = /^(qu|[bcdghklmnpqrstvx]+)y$/;
const PATIENCE = 5000;
const MOST = 50;
const MOST_WORDS = 40;
const MOST_OFFERED = 6;
const TITLE = 3;
const TOGETHER = 2;
const ENOUGH = 0.6;
const NO_WORDS = "Câu tìm kiếm chưa có chữ hay số nào; hãy gõ ít nhất một từ, ví dụ: khai sinh.";

const sites = new Map();

// As build/index/text.py folds: no marks, small letters, y after a consonant at the end as i.
export function fold(word) {
  const plain = word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  return plain.replace(FINAL_Y, "$1i");
}

function wordsOf(text) {
  return text.normalize("NFC").split(WORD).filter((_, index) => index % 2).map(fold);
}

async function get(address) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { signal: stop.signal });
    if (!answer.ok) throw new Error(address);
    return await answer.json();
  } finally {
    clearTimeout(timer);
  }
}

async function readSite(origin) {
  const first = await get(`${origin}/_tim/0.json`);
  const others = Array.from({ length: first.files - 1 }, (_, index) => get(`${origin}/_tim/${index + 1}.json`));
  const rows = [first, ...(await Promise.all(others))].flatMap((file) => file.pages);
  return rows.map(([path, title, text, type, date, words]) => {
    const folded = wordsOf(title);
    return {
      ...{ path, title, text, type, date, origin, folded },
      ...{ unit: first.unit, name: first.name, label: first.types[type] || type, year: date.slice(0, 4) },
      all: new Set([...folded, ...wordsOf(text), ...wordsOf(words)]),
    };
  });
}

function pagesOf(origin) {
  if (!sites.has(origin)) {
    const forget = (error) => sites.delete(origin) && Promise.reject(error);
    sites.set(origin, readSite(origin).catch(forget));
  }
  return sites.get(origin);
}

// This site's own page stands for those of the same address above it.
async function read(origins) {
  const [own, ...above] = await Promise.allSettled(origins.map(pagesOf));
  if (own.status === "rejected") throw own.reason;
  const found = new Map();
  for (const { value = [] } of [own, ...above]) {
    for (const page of value) if (!found.has(page.path)) found.set(page.path, page);
  }
  return [...found.values()];
}

function has(words, asked, last) {
  return words.has(asked) || (asked === last && [...words].some((word) => word.startsWith(asked)));
}

// A word counts the more the fewer pages have it; most of what they count has to be there.
function ranked(pages, asked) {
  const last = asked[asked.length - 1];
  const matching = asked.map((word) => new Set(pages.filter(({ all }) => has(all, word, last))));
  const worth = matching.map(({ size }) => (size ? Math.log(1 + pages.length / size) : 0));
  const least = ENOUGH * worth.reduce((sum, value) => sum + value, 0);
  return pages
    .map((page) => ({ page, ...scoreOf(page, asked, matching, worth) }))
    .filter(({ held }) => held && held >= least - 1e-9)
    .sort((a, b) => b.score - a.score || b.page.date.localeCompare(a.page.date))
    .map(({ page }) => page);
}

function scoreOf(page, asked, matching, worth) {
  const title = new Set(page.folded);
  let held = 0;
  let score = 0;
  asked.forEach((word, index) => {
    if (!matching[index].has(page)) return;
    held += worth[index];
    score += worth[index] * (has(title, word, asked[asked.length - 1]) ? TITLE : 1);
    const at = index ? page.folded.indexOf(asked[index - 1]) : -1;
    if (at >= 0 && (page.folded[at + 1] || "").startsWith(word)) score += TOGETHER * worth[index];
  });
  return { held, score };
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function marked(text, asked) {
  const last = asked[asked.length - 1];
  const meant = (word) => asked.includes(word) || word.startsWith(last);
  const pieces = text.normalize("NFC").split(WORD);
  return pieces
    .map((piece, index) => (index % 2 && meant(fold(piece)) ? `<mark>${piece}</mark>` : escaped(piece)))
    .join("")
    .replace(/<\/mark> <mark>/g, " ");
}

function resultOf(page, asked) {
  return {
    title: marked(page.title, asked),
    snippet: marked(page.text, asked),
    url: page.origin === location.origin ? page.path : page.origin + page.path,
    ...{ unit_name: page.name, origin_name: page.name, type_label: page.label, date: page.date },
  };
}

function counted(pages, value, label) {
  const found = new Map();
  for (const page of pages) {
    const held = found.get(page[value]) || { value: page[value], label: page[label], count: 0 };
    if (page[value]) found.set(page[value], { ...held, count: held.count + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

// What the API would answer, as far as these files can tell. Which pages from above a site shows they do not,
// so that every scope finds the same, and none is counted.
export async function search(question, origins) {
  const pages = await read(origins);
  const asked = wordsOf(question.get("q")).slice(0, MOST_WORDS);
  if (!asked.length) return { ...nothing(), note: NO_WORDS };
  const kept = Object.entries({ type: question.get("type"), unit: question.get("shown_by"), year: question.get("year") });
  const found = ranked(pages, asked).filter((page) => kept.every(([name, value]) => !value || page[name] === value));
  return {
    ...nothing(),
    results: found.slice(0, MOST).map((page) => resultOf(page, asked)),
    total: found.length,
    note: found.length > MOST ? `Dưới đây là ${MOST} kết quả đầu; hãy gõ thêm từ hoặc lọc để thu hẹp.` : "",
    facets: {
      type: counted(found, "type", "label"),
      unit: counted(found, "unit", "name"),
      year: counted(found, "year", "year"),
    },
    suggestions: question.has("typing") ? [...new Set(found.map(({ title }) => title))].slice(0, MOST_OFFERED) : [],
  };
}

function nothing() {
  return { results: [], total: 0, facets: {}, scopes: {}, cursor: "", meant: "", note: "", suggestions: [] };
}
