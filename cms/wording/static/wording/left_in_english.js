// What Wagtail's templates say in English whatever the language: no catalogue is asked for these words.

const WORDS = { Search: "Tìm kiếm", Actions: "Thao tác" };

function translate() {
  for (const button of document.querySelectorAll('input[type="submit"]')) {
    button.value = WORDS[button.value] ?? button.value;
  }
  for (const part of document.querySelectorAll("nav[aria-label]")) {
    part.ariaLabel = WORDS[part.ariaLabel] ?? part.ariaLabel;
  }
}

if (document.documentElement.lang.startsWith("vi")) {
  document.addEventListener("DOMContentLoaded", () => {
    translate();
    new MutationObserver(translate).observe(document.body, { childList: true, subtree: true });
  });
}
