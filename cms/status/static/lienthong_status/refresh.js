// Fetches the changing part of a screen anew, as long as somebody looks at it and something can change.
const EVERY = 2000;

async function refresh(part) {
  const answer = await fetch(location.href, { headers: { "X-Lien-Thong-Fragment": "1" } });
  // Who is logged in no more is asked to log in, and comes back.
  if (answer.redirected) location.reload();
  if (answer.redirected || !answer.ok) return;
  const open = part.querySelector("details")?.open;
  part.innerHTML = await answer.text();
  const details = part.querySelector("details");
  if (details && open !== undefined) details.open = open;
}

const part = document.querySelector("[data-refreshed]");

// The next one is asked for when the last has been answered: a slow server is not asked for several at once.
async function keepFresh() {
  const settled = part.querySelector("[data-settled]");
  if (!document.hidden && !settled) await refresh(part).catch(() => {});
  setTimeout(keepFresh, EVERY);
}

if (part) setTimeout(keepFresh, EVERY);
