/* Says when a page that asks itself anew no longer gets an answer, and takes it back when it does.
   <div data-controller="live"><div data-live-lost hidden>…</div><section hx-trigger="every 15s">…</section></div> */
export function connect(element) {
  const lost = element.querySelector("[data-live-lost]");
  const show = (is) => (event) => {
    if (element.contains(event.target)) lost.hidden = !is;
  };
  element.addEventListener("htmx:sendError", show(true));
  element.addEventListener("htmx:responseError", show(true));
  element.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status < 400) show(false)(event);
  });
}
