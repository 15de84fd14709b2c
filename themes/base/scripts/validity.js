/* Says whether a document is in force on the reader's day, which a page made once cannot know. */
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format();
for (const place of document.querySelectorAll("[data-validity]")) {
  const [begins, ends] = place.dataset.validity.split("/");
  const state = ends && ends <= today ? "Hết" : begins > today ? "Chưa có" : begins && "Còn";
  place.textContent = state && `${state} hiệu lực`;
  place.hidden = !state;
}
