/* Keeps "5 minuten geleden" true while the page stays open; older moments no longer change.
   <time datetime="…" title="exact" data-controller="relative-time">5 minuten geleden</time> */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function connect(time) {
  const moment = new Date(time.dateTime);
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "nl", { numeric: "always" });
  const tick = () => {
    const age = Date.now() - moment;
    if (!time.isConnected || age >= HOUR) return clearInterval(timer);
    if (age >= MINUTE) time.textContent = words.format(-Math.floor(age / MINUTE), "minute");
  };
  const timer = setInterval(tick, MINUTE);
}
