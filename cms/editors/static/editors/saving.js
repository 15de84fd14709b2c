// The editor saves by itself (Wagtail's w-autosave and w-unsaved); here is what that leaves undone.

const PATIENCE = 10000; // milliseconds that a pressed button waits for the save under way
const CHANGED_BY_SAVING = /^(csrfmiddlewaretoken$|loaded_revision_|next$|comments-)/;

function held(form) {
  const fields = [...new FormData(form)].filter(([name]) => !CHANGED_BY_SAVING.test(name));
  return JSON.stringify(fields.map(([name, value]) => [name, value.name ?? value]));
}

// What is typed before Wagtail begins to watch a form, or while it saves one, it takes for what was there
// already: neither saved nor shown in the preview until something else is typed.
class Typed {
  constructor(form) {
    this.form = form;
    for (const name of ["focusin", "pointerdown", "keydown"]) {
      form.addEventListener(name, () => (this.before ??= held(form)), true);
    }
    form.addEventListener("w-autosave:save", () => (this.before = undefined));
    form.addEventListener("w-unsaved:watch-edits", () => this.compare());
  }

  compare() {
    const missed = this.before !== undefined && this.before !== held(this.form);
    this.before = undefined;
    // Once Wagtail has finished forgetting: it then finds the form changed at its next look.
    if (missed) queueMicrotask(() => this.form.setAttribute("data-w-unsaved-force-value", "true"));
  }
}

// A button that is pressed while a save is under way waits for its end: of a new page the save makes the
// page, and the button's request, sent beside it, would make a second one at the same address.
class Turn {
  constructor(form) {
    this.form = form;
    document.addEventListener("submit", (event) => event.target === form && this.pressed(event), true);
    window.addEventListener("submit", (event) => event.target === form && this.sent(event));
    window.addEventListener("pageshow", () => (this.gone = false));
    document.addEventListener("w-autosave:save", (event) => this.begun(event));
    for (const end of ["success", "error"]) document.addEventListener(`w-autosave:${end}`, () => this.ended());
  }

  begun(event) {
    if (this.gone) event.preventDefault();
    else this.busy = !event.defaultPrevented;
  }

  pressed(event) {
    if (!this.busy || event.submitter?.formTarget) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.button = event.submitter ?? {};
    this.timer ??= setTimeout(() => this.ended(), PATIENCE);
  }

  sent(event) {
    this.gone = !event.defaultPrevented && !event.submitter?.formTarget;
  }

  ended() {
    const { name, value } = this.button ?? {};
    const waiting = this.button;
    clearTimeout(this.timer);
    this.busy = this.button = this.timer = undefined;
    if (!waiting) return;
    // The button itself may be disabled, having been pressed, or replaced by those of the page just made.
    if (name) this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    this.form.requestSubmit();
  }
}

document.addEventListener("w-unsaved:ready", ({ target }) => {
  if (!target.matches("[data-edit-form]")) return;
  new Typed(target);
  new Turn(target);
});
