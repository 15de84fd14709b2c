/* Says whether a document is in force on the reader's day, which a page made once cannot know. */
const place = document.querySelector("[data-effective]");
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format();
place.textContent = today < place.dataset.effective ? "(chưa có hiệu lực)" : "(đã có hiệu lực)";
place.hidden = false;
