// The panel of sharing: the forecast follows what is chosen, and what does not count is not asked for.

const QUIET = 400; // milliseconds after the last choice

class Forecast {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.place = root.querySelector("[data-forecast-remarks]");
    this.asked = 0;
    root.querySelector("[data-forecast-ask]").hidden = true;
    const chosen = (event) => /^(reach|strength|slug|title)/.test(event.target.name ?? "") || event.target === this.form;
    this.form.addEventListener("change", (event) => chosen(event) && this.soon());
    this.observe();
  }

  // Nobody is waiting for a forecast that is not in sight.
  observe() {
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      this.ask();
    });
    seen.observe(this.root);
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), QUIET);
  }

  async ask() {
    const asked = ++this.asked;
    if (!this.place.firstChild) this.place.textContent = "Đang tính…";
    const all = new FormData(this.form);
    const sent = new FormData();
    for (const name of ["csrfmiddlewaretoken", "title", "slug", "reach", "reach_tiers", "reach_units", "strength"]) {
      for (const value of all.getAll(name)) sent.append(name, value);
    }
    try {
      const headers = { "X-Lien-Thong-Fragment": "1", "X-Requested-With": "XMLHttpRequest" };
      const answer = await fetch(this.root.dataset.forecast, { method: "POST", body: sent, headers });
      if (!answer.ok) throw new Error(answer.statusText);
      const html = await answer.text();
      if (asked === this.asked) this.place.innerHTML = html;
    } catch {
      if (asked === this.asked) this.place.textContent = "Chưa dự báo được; khi đổi lựa chọn sẽ thử lại.";
    }
  }
}

function showWhatCounts(form) {
  const strength = form.querySelector("[name=strength]:checked")?.value;
  const alone = !form.querySelector("[data-reach-kind]") && strength === "default";
  const show = (field, counts) => {
    const part = form.querySelector(`[data-contentpath="${field}"]`);
    if (part) part.closest(".w-panel__wrapper").hidden = !counts;
  };
  show("strength", !alone);
  show("locked_fields", !alone && strength !== "mandatory");
  show("deadline", strength === "mandatory");
  show("urgent", strength === "mandatory");
}

document.addEventListener("DOMContentLoaded", () => {
  for (const root of document.querySelectorAll("[data-forecast]")) {
    const forecast = new Forecast(root);
    forecast.form.addEventListener("change", () => showWhatCounts(forecast.form));
    showWhatCounts(forecast.form);
  }
});
