// What helps with reading any page: save, share, text size, light or dark, reading aloud, and the worker for offline use.

const tools = document.getElementById("cong-cu-doc");
const state = tools.querySelector("[role=status]");
const root = document.documentElement;
const SAVED = "da-luu";
const LIST = "trang-da-luu";
const SAID = {
  vi: {
    save: ["Lưu trang", "Bỏ lưu trang"],
    speak: ["Đọc thành tiếng", "Dừng đọc"],
    saved: ["Đã bỏ lưu.", "Đã lưu; mở lại ở trang Ứng dụng."],
    refused: "Trình duyệt không cho lưu trên máy này.",
  },
  en: {
    save: ["Save page", "Remove saved page"],
    speak: ["Read aloud", "Stop reading"],
    saved: ["Removed.", "Saved; it can be opened again from the App page."],
    refused: "The browser does not allow anything to be saved on this device.",
  },
}[root.lang.split("-")[0]];
const MOST_SAVED = 200;
const LONGEST = 180;

function remembered(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

// A browser may keep nothing, or forbid it.
function remember(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function tool(name) {
  return tools.querySelector(`[data-tool="${name}"]`);
}

function offer(name, use) {
  const found = tool(name);
  found.hidden = false;
  found.addEventListener("click", () => use(found));
  return found;
}

function setUpChoice(name) {
  const field = tool(name).querySelector("select");
  const apply = (value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  const known = [...field.options].map(({ value }) => value);
  const chosen = remembered(name);
  field.value = known.includes(chosen) ? chosen : "";
  apply(field.value);
  field.addEventListener("change", () => {
    apply(field.value);
    remember(name, field.value);
  });
  tool(name).hidden = false;
}

function savedPages() {
  const list = remembered(LIST);
  return Array.isArray(list) ? list.filter((page) => page && typeof page.path === "string") : [];
}

function showSaved(button) {
  const saved = savedPages().some(({ path }) => path === location.pathname);
  button.setAttribute("aria-pressed", String(saved));
  button.lastElementChild.textContent = SAID.save[+saved];
  return saved;
}

async function save(button) {
  const { pathname } = location;
  const others = savedPages().filter(({ path }) => path !== pathname);
  const wanted = !savedPages().some(({ path }) => path === pathname);
  const title = document.querySelector("h1").textContent.trim().slice(0, LONGEST);
  const list = wanted ? [{ path: pathname, title, at: Date.now() }, ...others].slice(0, MOST_SAVED) : others;
  if (!remember(LIST, list)) {
    state.textContent = SAID.refused;
    return;
  }
  showSaved(button);
  state.textContent = SAID.saved[+wanted];
  if (!("caches" in window)) return;
  const cache = await caches.open(SAVED);
  await (wanted ? cache.add(pathname) : cache.delete(pathname, { ignoreVary: true }));
}

function share() {
  // Whoever closes the menu again has not met an error.
  navigator.share({ title: document.title, url: location.href }).catch(() => {});
}

/* A voice of the page's language, if the device has one. */
function voiceOfPage() {
  return speechSynthesis.getVoices().find(({ lang }) => lang.split(/[-_]/)[0].toLowerCase() === root.lang);
}

// Long texts break off in some browsers: said sentence by sentence, they do not. A dot within a number ends none.
function sentences() {
  const lines = document.querySelector("main").innerText.split(/\n+/);
  return lines.flatMap((line) => line.match(/\S.*?(?:[.!?;](?=\s)|$)/g) || []);
}

function showSpeaking(button, speaking) {
  button.setAttribute("aria-pressed", String(speaking));
  button.lastElementChild.textContent = SAID.speak[+speaking];
}

function speak(button) {
  const speaking = button.getAttribute("aria-pressed") === "true";
  speechSynthesis.cancel();
  showSpeaking(button, !speaking);
  if (speaking) return;
  const voice = voiceOfPage();
  const parts = sentences().map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: voice.lang, voice }));
  if (parts.length) parts[parts.length - 1].onend = () => showSpeaking(button, false);
  parts.forEach((part) => speechSynthesis.speak(part));
}

function setUpSpeech() {
  const button = tool("speak");
  const look = () => (button.hidden = !voiceOfPage());
  button.addEventListener("click", () => speak(button));
  speechSynthesis.addEventListener?.("voiceschanged", look);
  addEventListener("pagehide", () => speechSynthesis.cancel());
  look();
}

function showNetwork() {
  tools.parentElement.querySelector(".reading-tools-offline").hidden = navigator.onLine;
}

async function setUpWorker() {
  const { serviceWorker } = navigator;
  const first = !serviceWorker.controller;
  await serviceWorker.register("/sw.js", { updateViaCache: "none" });
  const { active } = await serviceWorker.ready;
  // Nobody stood by when this page came.
  if (first) active.postMessage(location.pathname);
}

setUpChoice("text");
setUpChoice("scheme");
showSaved(offer("save", save));
if (navigator.share) offer("share", share);
if ("speechSynthesis" in window) setUpSpeech();
showNetwork();
addEventListener("online", showNetwork);
addEventListener("offline", showNetwork);
if ("serviceWorker" in navigator) {
  const start = () => setUpWorker().catch(() => {});
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}
