/* Marks today in a week's table, which a page made once cannot know. */
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format();
for (const day of document.querySelectorAll(`[data-day="${today}"]`)) {
  day.setAttribute("aria-current", "date");
  day.querySelector(".week-today").hidden = false;
}
