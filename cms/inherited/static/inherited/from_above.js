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
