// Finds a unit by its name or a former one among all below this one, with or without marks and a slip, and
// has it shown.

const finder = document.getElementById("tim-don-vi");
const form = finder.querySelector("form");
const CHOSEN = "noi-da-chon";
const MOST = 12;

/* Both ways of writing a mark and đ become the plain letter. */
const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

/* Whether one slip parts two words: a letter more, one missing, another one, or two that changed places. */
function slipped(typed, meant) {
  let same = 0;
  while (same < typed.length && typed[same] === meant[same]) same++;
  const [a, b] = [typed.slice(same), meant.slice(same)];
  const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || swapped;
}

/* 0 where every word begins one of the text, 1 where all but one do, which is near to one, else nothing. */
function slips(words, text) {
  const [missed, second] = words.filter((word) => !` ${text}`.includes(` ${word}`));
  if (!missed) return 0;
  // A number with another digit is another place, and a short word alone is near to too many.
  if (second || /\d/.test(missed) || words.join("").length < 4) return undefined;
  return text.split(/[^a-z]+/).some((word) => word.length > 1 && slipped(missed, word)) ? 1 : undefined;
}

function told(fitting, near) {
  if (!fitting && !near) return "Không có nơi nào tên như vậy.";
  const more = fitting + near > MOST ? "; xin gõ thêm để thu hẹp" : "";
  if (!near) return `${fitting} nơi${more}.`;
  return `${fitting ? `${fitting} nơi, thêm` : "Không có nơi nào đúng tên;"} ${near} nơi tên gần giống${more}.`;
}

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
    const by = (unit) =>
      ["", ...unit.former]
        .map((before) => ({ unit, before, off: slips(words, plain(`${before || unit.name} ${unit.within}`)) }))
        .filter(({ off }) => off !== undefined)
        .sort((a, b) => a.off - b.off)[0];
    const order = ({ off, before }) => 2 * off + !!before;
    const found = words.length ? units.map(by).filter(Boolean).sort((a, b) => order(a) - order(b)) : [];
    list.replaceChildren(...found.slice(0, MOST).map(option));
    const gap = missing ? ` Chưa tải được danh sách của ${missing} đơn vị.` : "";
    const near = found.filter(({ off }) => off).length;
    state.textContent = words.length ? told(found.length - near, near) + gap : "";
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
