/* Moving through a list of topics or posts by keys: j and k step, r answers, u goes back, ? shows them.
   Never while somebody types, never with a key held, never over an open dialog.
   <button data-controller="dialog forum-keys">…</button>, and data-key-row on what is stepped through */
export function connect(button) {
  const rows = () => [...document.querySelectorAll("main [data-key-row]")];
  const step = (by) => {
    const all = rows();
    const here = all.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
    const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by];
    next?.focus();
    next?.scrollIntoView({ block: "start" });
  };
  const answer = () => {
    const form = document.querySelector("#antwoord textarea") ?? document.querySelector("[data-key-reply]");
    form?.focus();
    form?.scrollIntoView({ block: "center" });
  };
  const back = () => {
    const place = document.querySelector("[data-topic-back]")?.dataset.topicBack;
    if (place) location.assign(place);
  };
  const keys = { j: () => step(1), k: () => step(-1), r: answer, u: back, "?": () => button.click() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (!keys[event.key] || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    keys[event.key]();
  });
}

function isTyping(element) {
  return element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
}
