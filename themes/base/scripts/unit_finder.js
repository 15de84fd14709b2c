// Finds a unit by its name among all below this one, with marks or without, and has it shown.

const finder = document.getElementById("tim-don-vi");
const form = finder.querySelector("form");
const CHOSEN = "noi-da-chon";
const MOST = 12;

/* Both ways of writing a mark and đ become the plain letter. */
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function unitOf(link) {
  return { url: link.dataset.url, name: link.dataset.name, within: "" };
}

async function below(link) {
  const answer = await fetch(`${link.dataset.url}api/site.json`);
  const { children } = await answer.json();
  return children.map((unit) => ({ url: unit.url, name: unit.full_name, within: link.dataset.name }));
}

function choose(unit) {
  finder.querySelector(".unit-finder-back").hidden = !unit;
  dispatchEvent(new CustomEvent("noi-o", { detail: unit }));
}

function setUp() {
  const links = [...finder.querySelectorAll(".unit-finder-below a")];
  const input = form.querySelector("input");
  const state = form.querySelector("[role=status]");
  const list = form.querySelector("ul");
  const back = finder.querySelector(".unit-finder-back");
  const units = links.map(unitOf);
  let missing = 0;
  let asked;

  function option(unit) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = unit.within ? `${unit.name}, ${unit.within}` : unit.name;
    button.addEventListener("click", () => {
      input.value = "";
      look();
      choose({ url: unit.url, name: unit.name });
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  function look() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const fits = ({ name, within }) => words.every((word) => plain(`${name} ${within}`).includes(word));
    const found = words.length ? units.filter(fits) : [];
    list.replaceChildren(...found.slice(0, MOST).map(option));
    const gap = missing ? ` Chưa tải được danh sách của ${missing} đơn vị.` : "";
    const count = found.length > MOST ? `${found.length} nơi; xin gõ thêm để thu hẹp.` : `${found.length} nơi.`;
    state.textContent = words.length ? (found.length ? count : "Không có nơi nào tên như vậy.") + gap : "";
  }

  // Asked for when somebody is about to type: most who come have chosen already.
  async function readAll() {
    const answers = await Promise.allSettled(links.filter((link) => "below" in link.dataset).map(below));
    units.push(...answers.flatMap(({ value = [] }) => value));
    missing = answers.filter(({ status }) => status === "rejected").length;
    look();
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("focus", () => (asked ||= readAll()));
  input.addEventListener("input", look);
  back.addEventListener("click", () => choose(null));
  try {
    back.hidden = !JSON.parse(localStorage.getItem(CHOSEN));
  } catch {}
}

if (form) setUp();
