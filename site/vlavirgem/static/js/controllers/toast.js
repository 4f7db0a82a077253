/* Passing messages. Good news leaves by itself, unless one is reading it; trouble stays.
   The server may add one: HX-Trigger: {"toast": {"text": "Bewaard", "tone": "ok", "url": "/optional/"}} */
const SHOWN = 8000;
const ICONS = { ok: "check-circle", info: "info", warning: "alert", danger: "alert" };

export function connect(box) {
  box.querySelectorAll(".toast").forEach(watch);
  box.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) event.target.closest(".toast").remove();
  });
  document.addEventListener("toast", (event) => {
    const toast = draw(event.detail, box.dataset.closeLabel);
    box.append(toast);
    watch(toast);
  });
}

function watch(toast) {
  if (toast.matches(".danger, .warning")) return;
  const busy = () => toast.matches(":hover, :focus-within");
  const leave = () => (busy() ? setTimeout(leave, SHOWN / 2) : toast.remove());
  setTimeout(leave, SHOWN);
}

function draw({ text, url, tone = "info", icon: name }, closeLabel) {
  const toast = document.createElement("div");
  toast.className = `toast ${tone}`;
  const words = document.createElement("p");
  words.append(url ? link(text, url) : text);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn icon-only toast-close";
  close.dataset.close = "";
  close.setAttribute("aria-label", closeLabel);
  close.append(icon("x"));
  toast.append(icon(name ?? ICONS[tone] ?? "info"), words, close);
  return toast;
}

function link(text, url) {
  const anchor = document.createElement("a");
  // Only an address: never a script, whoever wrote the notice.
  const target = new URL(url, location.href);
  if (target.protocol.startsWith("http")) anchor.href = target.href;
  anchor.textContent = text;
  return anchor;
}

function icon(name) {
  const sprite = document.querySelector(".icon use").getAttribute("href").split("#")[0];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}
