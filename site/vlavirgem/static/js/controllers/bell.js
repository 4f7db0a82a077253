/* Keeps the bell's figure fresh: a socket first, a question every half minute when that fails.
   The socket and the poll answer {count} and, of the newest unread notice, {text, url}: when the figure
   rises that notice is shown, and so read out politely. */
const POLL = 30_000;
const RETRY = 60_000;
const SIGNED_OUT = 4401;

export function connect(bell) {
  let polling;
  const show = (news) => update(bell, news);
  const poll = async () => {
    if (document.hidden) return;
    const reply = await fetch(bell.dataset.bellPoll, { headers: { Accept: "application/json" } }).catch(() => null);
    if (reply?.ok && !reply.redirected) show(await reply.json());
  };
  const fallBack = ({ code }) => {
    if (code === SIGNED_OUT) return;
    polling ??= setInterval(poll, POLL);
    setTimeout(listen, RETRY);
  };
  const listen = () => {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws/bell/`);
    socket.addEventListener("open", () => {
      clearInterval(polling);
      polling = undefined;
    });
    socket.addEventListener("message", (event) => show(JSON.parse(event.data)));
    socket.addEventListener("close", fallBack);
  };
  listen();
}

function update(bell, { count, text, url }) {
  document.dispatchEvent(new CustomEvent("bell:rung"));
  const badge = bell.querySelector("[data-bell-count]");
  const rose = count > Number(badge.textContent);
  badge.textContent = count;
  badge.hidden = count === 0;
  const words = count ? `${count} ${bell.dataset.bellSome}` : bell.dataset.bellNone;
  bell.querySelector("[data-bell-words]").textContent = words;
  if (!rose) return;
  if (text) document.dispatchEvent(new CustomEvent("toast", { detail: { text, url, tone: "warning", icon: "bell" } }));
  else document.getElementById("bell-live").textContent = words;
  bell.classList.add("rings");
  setTimeout(() => bell.classList.remove("rings"), 1000);
}
