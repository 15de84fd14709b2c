// The chooser of units in a page's reach. What is submitted are the ticked boxes of the list of chosen
// units; everything else here only adds to that list or takes from it.

const MOST_OFFERED = 300; // beyond it a list is not read but searched

const withoutMarks = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

class ReachChooser {
  constructor(root) {
    const part = (name) => root.querySelector(`[data-reach-${name}]`);
    this.kinds = [...root.querySelectorAll("[data-reach-kind]")];
    this.parts = root.querySelectorAll("[data-reach-part]");
    this.chosen = part("chosen");
    this.count = part("count");
    this.finder = part("finder");
    this.filter = part("filter");
    this.offered = part("offered");
    this.address = root.dataset.address;
    this.groups = null;
    for (const kind of this.kinds) kind.addEventListener("change", () => this.showParts());
    this.chosen.addEventListener("change", (event) => this.drop(event.target));
    this.filter.addEventListener("input", () => this.offer());
    this.filter.addEventListener("keydown", (event) => this.takeFirst(event));
    this.offered.addEventListener("click", (event) => this.take(event.target.closest("button")));
    this.showParts();
    this.tell();
  }

  showParts() {
    const taken = this.kinds.find((kind) => kind.checked)?.value;
    for (const part of this.parts) {
      part.hidden = !part.dataset.reachPart.split(" ").includes(taken);
      if (!part.hidden && part.contains(this.finder)) this.load();
    }
  }

  async load() {
    if (this.groups) return;
    this.groups = [];
    this.finder.hidden = false;
    this.offered.textContent = "Đang tải danh sách đơn vị…";
    try {
      const response = await fetch(this.address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!response.ok) throw new Error(response.statusText);
      this.groups = (await response.json()).groups;
      this.offer();
    } catch {
      this.groups = null;
      this.offered.textContent = "Không tải được danh sách đơn vị; hãy chọn lại phạm vi chia sẻ để thử lần nữa.";
    }
  }

  boxes() {
    return [...this.chosen.querySelectorAll("input")];
  }

  matches() {
    const words = withoutMarks(this.filter.value);
    const taken = new Set(this.boxes().map((box) => Number(box.value)));
    return this.groups
      .map(({ name, units }) => ({
        name,
        units: units.filter(
          ([number, , code, folded]) =>
            !taken.has(number) && (folded.includes(words) || code.startsWith(words)),
        ),
      }))
      .filter(({ units }) => units.length);
  }

  offer() {
    if (!this.groups) return;
    const groups = this.matches();
    let room = MOST_OFFERED;
    const parts = [];
    for (const { name, units } of groups) {
      const shown = units.slice(0, room);
      if (shown.length) parts.push(element("h4", { textContent: name }), ...shown.map(offeredUnit));
      room -= shown.length;
    }
    const left = groups.reduce((sum, { units }) => sum + units.length, 0) - (MOST_OFFERED - room);
    if (left) parts.push(element("p", { textContent: `Còn ${left} đơn vị nữa: hãy gõ tên để tìm.` }));
    if (!groups.length) parts.push(element("p", { textContent: "Không còn đơn vị nào khớp." }));
    this.offered.replaceChildren(...parts);
  }

  takeFirst(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (this.filter.value.trim()) this.take(this.offered.querySelector("button"));
  }

  take(button) {
    if (!button) return;
    const box = element("input", {
      type: "checkbox",
      name: `${this.kinds[0].name}_units`,
      value: button.value,
      checked: true,
    });
    this.chosen.append(element("li", {}, element("label", {}, box, ` ${button.dataset.label}`)));
    box.dispatchEvent(new Event("change", { bubbles: true }));
    this.filter.value = "";
    this.filter.focus();
    this.offer();
    this.tell();
  }

  drop(box) {
    if (box.checked) return;
    const form = box.form;
    box.closest("li").remove();
    // The box has left the form, which still has to hear that the choice is another.
    form?.dispatchEvent(new Event("change", { bubbles: true }));
    this.filter.focus();
    this.offer();
    this.tell();
  }

  tell() {
    const { length } = this.boxes();
    this.count.textContent = length
      ? `Đã chọn ${length} đơn vị; bỏ dấu để lấy ra khỏi phạm vi.`
      : "Chưa chọn đơn vị nào.";
  }
}

function offeredUnit([number, name, code]) {
  const button = element("button", {
    type: "button",
    className: "button button-small button-secondary",
    value: number,
    textContent: `${name} (${code})`,
  });
  button.dataset.label = button.textContent;
  return button;
}

document.addEventListener("DOMContentLoaded", () => {
  for (const root of document.querySelectorAll("[data-reach]")) {
    if (root.querySelector("[data-reach-kind]")) new ReachChooser(root);
  }
});
