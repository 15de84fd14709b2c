// Conveniences only: everything works without them.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-above-all]")) return;
  for (const box of document.querySelectorAll(".above-lines input[name=page]:enabled")) {
    box.checked = event.target.checked;
  }
});

// Who types into a field wants it used.
document.addEventListener("input", (event) => {
  const side = event.target.closest(".above-field__sides > div");
  const box = side && side.querySelector("input[type=checkbox][name^=use-]");
  if (box && box !== event.target) box.checked = true;
});

// The rich-text editor has no name of its own for screen readers.
addEventListener("load", () => {
  for (const editor of document.querySelectorAll(".above-field [role=textbox]")) {
    const label = editor.closest(".above-field").querySelector("label.w-sr-only");
    if (label) editor.setAttribute("aria-label", label.textContent);
  }
});
