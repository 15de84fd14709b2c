// Conveniences only: a colour can be typed, and is checked when the form is saved.
const WAIT = 200;

addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("[data-look-colour]");
  const shown = document.querySelector("[data-look-sample]");
  const text = field.querySelector("input[type=text]");
  const picker = Object.assign(document.createElement("input"), { type: "color", className: "look-picker" });
  picker.setAttribute("aria-label", field.dataset.lookLabel);
  text.after(picker);

  let waiting, asked = 0;

  async function show() {
    const number = ++asked;
    const response = await fetch(`${field.dataset.lookAddress}?colour=${encodeURIComponent(text.value)}`);
    const html = response.ok ? await response.text() : "";
    if (html && number === asked) shown.innerHTML = html;
  }

  function follow(colour) {
    const known = /^#[0-9a-f]{6}$/i.test(colour);
    if (known || !colour) picker.value = known ? colour : field.dataset.lookUsual;
    clearTimeout(waiting);
    waiting = setTimeout(show, WAIT);
  }

  function take(colour) {
    text.value = colour;
    follow(colour);
  }

  picker.value = /^#[0-9a-f]{6}$/i.test(text.value) ? text.value : field.dataset.lookUsual;
  text.addEventListener("input", () => follow(text.value.trim()));
  picker.addEventListener("input", () => take(picker.value));
  shown.addEventListener("click", (event) => {
    const button = event.target.closest("[data-look-take]");
    if (button) take(button.dataset.lookTake);
  });
});
