/* Shows a link to what is new once the server says that more waits than when the page opened. The bell tells when to look; every minute it looks by itself.
   <p data-controller="fresh" data-fresh-url="/…/aantal/" hidden><a href="…">…</a></p> */
const PAUSE = 60_000;

export function connect(hint) {
  let before;
  const look = async () => {
    if (document.hidden && before !== undefined) return;
    const reply = await fetch(hint.dataset.freshUrl, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!reply?.ok || reply.redirected) return;
    const { count } = await reply.json();
    if (before !== undefined && count > before) hint.hidden = false;
    before = count;
  };
  look();
  setInterval(look, PAUSE);
  document.addEventListener("bell:rung", look);
}
