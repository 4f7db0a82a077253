/* Says that there is more to read in a topic, and fetches it when asked. The socket only hints: what
   is there is read by the page itself, so a hint that is lost costs a minute.
   <section data-controller="forum-live" data-live-topic="12" data-live-last="40" data-live-more="/…/">
   …<p data-live-bar hidden><a data-live-link><span data-live-words></span></a></p></section> */
import { listen } from "../forum-hints.js";

export function connect(posts) {
  const bar = posts.querySelector("[data-live-bar]");
  const link = bar.querySelector("[data-live-link]");
  const words = bar.querySelector("[data-live-words]");
  const said = posts.querySelector("[data-live-said]");
  let shown = Number(posts.dataset.liveLast);
  let highest = shown;

  const show = () => {
    const number = highest - shown;
    bar.hidden = number < 1;
    if (number < 1) return;
    const text = number === 1 ? posts.dataset.liveOne : `${number} ${posts.dataset.liveSome}`;
    if (words.textContent !== text) said.textContent = words.textContent = text;
  };
  const hang = (html) => {
    const part = document.createElement("template");
    part.innerHTML = html;
    const mark = part.content.querySelector("[data-live-next]");
    if (!mark) return false;
    const first = part.content.querySelector("article");
    shown = Number(mark.dataset.liveNext);
    if (!("liveLeft" in mark.dataset)) highest = Math.max(shown, first ? 0 : highest);
    mark.remove();
    bar.before(part.content);
    if (first) window.htmx?.process(posts);
    first?.focus();
    return true;
  };
  const fetchMore = async () => {
    link.setAttribute("aria-busy", "true");
    const reply = await fetch(`${posts.dataset.liveMore}?na=${shown}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    link.removeAttribute("aria-busy");
    // When it fails the link leads to the page itself, which says why.
    if (!reply?.ok || reply.redirected || !hang(await reply.text())) return location.assign(link.href);
    words.textContent = "";
    show();
  };
  link.addEventListener("click", (event) => {
    // On an earlier page the new posts do not follow: the link leads to the last one.
    if (!posts.dataset.liveAtEnd) return;
    event.preventDefault();
    fetchMore();
  });
  listen(`${posts.dataset.liveTopic}/`, (news) => {
    highest = Math.max(highest, news.highest);
    show();
  });
}
