// What helps at the search field: suggestions while typing, what was looked for lately, what many look for.

const form = document.getElementById("tim-kiem");
const box = form.elements.q;
const menu = document.getElementById("goi-y");
const recent = document.getElementById("tim-gan-day");
const popular = document.getElementById("nhieu-nguoi-tim");
const KEY = "tim-gan-day";
const MOST_KEPT = 8;
const MOST_RECENT_OFFERED = 2;

let chosen = -1;

// A browser may keep nothing, or forbid it: then nothing is remembered.
function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

function remember(texts) {
  try {
    localStorage.setItem(KEY, JSON.stringify(texts.slice(0, MOST_KEPT)));
  } catch {}
  list(recent, texts);
}

function list(place, texts) {
  const items = texts.map((text) => {
    const link = document.createElement("a");
    link.href = `?${new URLSearchParams({ q: text })}`;
    link.textContent = text;
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  const held = place.querySelector("ul");
  held.textContent = "";
  held.append(...items);
  place.hidden = !items.length;
}

function choose(place) {
  const options = [...menu.children];
  chosen = place;
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
  if (options[place]) box.setAttribute("aria-activedescendant", options[place].id);
  else box.removeAttribute("aria-activedescendant");
}

function open(wanted) {
  menu.hidden = !wanted || !menu.children.length;
  box.setAttribute("aria-expanded", String(!menu.hidden));
  if (menu.hidden) choose(-1);
}

function take(text) {
  box.value = text;
  form.querySelector("button").click();
}

function suggest(texts) {
  const typed = box.value.trim().toLowerCase();
  const again = remembered().filter((text) => text.toLowerCase().startsWith(typed) && text !== typed);
  const offered = new Set([...again.slice(0, MOST_RECENT_OFFERED), ...texts]);
  const options = [...offered].map((text, index) => {
    const option = document.createElement("li");
    Object.assign(option, { id: `goi-y-${index}`, textContent: text });
    option.setAttribute("role", "option");
    return option;
  });
  menu.textContent = "";
  menu.append(...options);
  choose(-1);
  open(texts.length && document.activeElement === box);
}

const KEYS = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: () => !menu.hidden && chosen >= 0 && (take(menu.children[chosen].textContent), true),
  Escape: () => !menu.hidden && (open(false), true),
};

// Past the last suggestion comes the field itself, then the first again.
function move(step) {
  const count = menu.children.length;
  if (!count) return false;
  open(true);
  choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
  return true;
}

for (const [name, value] of [
  ["role", "combobox"],
  ["aria-autocomplete", "list"],
  ["aria-controls", menu.id],
  ["aria-expanded", "false"],
]) {
  box.setAttribute(name, value);
}

box.addEventListener("keydown", (event) => {
  if (!event.isComposing && KEYS[event.key]?.()) event.preventDefault();
});
box.addEventListener("blur", () => open(false));
menu.addEventListener("pointerdown", (event) => event.preventDefault());
menu.addEventListener("click", (event) => {
  const option = event.target.closest("li");
  if (option) take(option.textContent);
});
form.addEventListener("suggested", (event) => suggest(event.detail));
form.addEventListener("submit", () => {
  const text = box.value.trim();
  open(false);
  if (text) remember([text, ...remembered().filter((other) => other.toLowerCase() !== text.toLowerCase())]);
});
document.getElementById("xoa-gan-day").addEventListener("click", () => {
  remember([]);
  box.focus();
});

list(recent, remembered());
fetch(`${document.body.dataset.api}/popular`)
  .then((answer) => (answer.ok ? answer.json() : { popular: [] }))
  .then((answer) => list(popular, answer.popular))
  .catch(() => {});
