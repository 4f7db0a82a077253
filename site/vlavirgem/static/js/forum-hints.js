/* The forum's sockets: each message is a hint, {name: number}, after which the page itself looks. A
   socket that broke is opened again; one that was closed for this reader is not. */
const RETRY = 30_000;
const STOPS = [4401, 4404];

export function listen(about, hear) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/ws/forum/${about}`);
  socket.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  socket.addEventListener("close", ({ code }) => {
    if (!STOPS.includes(code)) setTimeout(() => listen(about, hear), RETRY * (0.5 + Math.random()));
  });
}
