/* Leaves of a list's rows those that hold every word typed, with marks or without. */
const form = document.querySelector(".row-filter");
const state = form.querySelector("[role=status]");
const input = form.elements.namedItem("q");

/* Both ways of writing a mark and đ become the plain letter. */
const plain = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

const rows = [...document.querySelectorAll(form.dataset.rows)].map((row) => [row, plain(row.textContent)]);

const parts = [...document.querySelectorAll(".procedure-domain")];
/* Which parts the reader has opened, while what is typed opens others. */
let opened;

function showParts(typed) {
  if (typed) opened ??= parts.filter((part) => part.open);
  for (const part of parts) {
    part.hidden = !part.querySelector("li:not([hidden])");
    if (opened) part.open = typed || opened.includes(part);
  }
  if (!typed) opened = undefined;
}

function narrow() {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  let left = 0;
  for (const [row, text] of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    left += !row.hidden;
  }
  showParts(words.length > 0);
  state.textContent = !words.length
    ? ""
    : left
      ? `${left} trong ${rows.length} mục của danh sách này.`
      : `Không có mục nào trong danh sách này; hãy bấm “${form.querySelector("button").textContent}”.`;
}

/* Prints what a closed part holds, also where a browser does not know ::details-content. */
const closed = [];

/* Browsers may say twice that they are about to print, and once that they have. */
function openForPrint() {
  closed.push(...parts.filter((part) => !part.open));
  for (const part of closed) part.open = true;
}

function closeAgain() {
  for (const part of closed.splice(0)) part.open = false;
}

addEventListener("beforeprint", openForPrint);
addEventListener("afterprint", closeAgain);
input.addEventListener("input", narrow);
/* A browser that goes back puts the words back too. */
addEventListener("pageshow", narrow);
