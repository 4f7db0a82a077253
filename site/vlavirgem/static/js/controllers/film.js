/* Goes on where a film was left, and tells now and then how much of it was seen.
   <video data-controller="film" data-url="…" data-share="0.4"> */
const EVERY = 15;

export function connect(film) {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"];
  let furthest = Number(film.dataset.share) || 0;
  let told = furthest;

  const tell = () => {
    if (furthest <= told) return;
    told = furthest;
    const body = new URLSearchParams({ share: furthest.toFixed(4) });
    fetch(film.dataset.url, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token } }).catch(
      () => (told = 0),
    );
  };

  const goOn = () => {
    if (furthest > 0 && furthest < 0.98) film.currentTime = furthest * film.duration;
  };
  // A film that came before this script has said so already.
  if (film.readyState >= HTMLMediaElement.HAVE_METADATA) goOn();
  else film.addEventListener("loadedmetadata", goOn, { once: true });
  film.addEventListener("timeupdate", () => {
    if (!film.duration) return;
    furthest = Math.max(furthest, film.ended ? 1 : film.currentTime / film.duration);
    if ((furthest - told) * film.duration >= EVERY) tell();
  });
  for (const moment of ["pause", "ended"]) film.addEventListener(moment, tell);
  addEventListener("pagehide", tell);
}
