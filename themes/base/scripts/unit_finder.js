// Finds a unit by its name or a former one among all below this one, with marks or without, and has it shown.

const finder = document.getElementById("tim-don-vi");
const form = finder.querySelector("form");
const CHOSEN = "noi-da-chon";
const MOST = 12;

/* Both ways of writing a mark and đ become the plain letter. */
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function unitOf(link) {
  const former = link.dataset.former?.split("; ") ?? [];
  return { url: link.dataset.url, name: link.dataset.name, within: "", former };
}

async function below(link) {
  const answer = await fetch(`${link.dataset.url}api/site.json`);
  const { children } = await answer.json();
  return children.map((unit) => ({
    url: unit.url,
    name: unit.full_name,
    within: link.dataset.name,
    former: unit.former_names ?? [],
  }));
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

  function option({ unit, before }) {
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
    if (before) item.append(` (trước đây: ${before})`);
    return item;
  }

  function look() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const fits = (text) => words.every((word) => plain(text).includes(word));
    const by = (unit) => {
      if (fits(`${unit.name} ${unit.within}`)) return { unit, before: "" };
      const before = unit.former.find((name) => fits(`${name} ${unit.within}`));
      return before && { unit, before };
    };
    const found = words.length ? units.map(by).filter(Boolean).sort((a, b) => !!a.before - !!b.before) : [];
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
