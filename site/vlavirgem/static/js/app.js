/* Binds each data-controller to its module. A controller exports connect(element). */
const connected = new WeakMap();

async function start(element, name) {
  const names = connected.get(element) ?? new Set();
  if (names.has(name)) return;
  connected.set(element, names.add(name));
  const controller = await import(`./controllers/${name}.js`);
  controller.connect(element);
  element.toggleAttribute("data-connected", true);
}

function connectAll(root) {
  const found = [...root.querySelectorAll("[data-controller]")];
  if (root.matches?.("[data-controller]")) found.push(root);
  for (const element of found) {
    for (const name of element.dataset.controller.split(/\s+/)) start(element, name);
  }
}

document.documentElement.classList.add("has-js");
connectAll(document);
document.addEventListener("htmx:load", (event) => connectAll(event.detail.elt));

let waiting = 0;
const showWaiting = (step) => {
  waiting = Math.max(0, waiting + step);
  document.documentElement.classList.toggle("is-loading", waiting > 0);
};
document.addEventListener("htmx:beforeRequest", () => showWaiting(1));
document.addEventListener("htmx:afterRequest", () => showWaiting(-1));
