// Puts the urgent notices as they are now above the page, whose own HTML may be some minutes older.

const place = document.getElementById("khan-cap");

function bannerOf(html) {
  const banner = document.createElement("div");
  banner.innerHTML = html;
  for (const link of banner.querySelectorAll("li a")) {
    if (link.pathname === location.pathname) link.closest("li").remove();
  }
  if (!banner.querySelector("li")) banner.replaceChildren();
  return banner;
}

async function refresh() {
  // Asked for anew each time: whoever is told a minute late, or of what is over, is told wrong.
  const answer = await fetch("/_khan-cap.json", { cache: "no-cache" });
  if (!answer.ok) return;
  const banner = bannerOf((await answer.json()).html);
  // What stands there already is not put there again: it would be read out twice.
  if (banner.innerHTML.trim() !== place.innerHTML.trim()) place.replaceChildren(...banner.childNodes);
}

refresh().catch(() => {});
