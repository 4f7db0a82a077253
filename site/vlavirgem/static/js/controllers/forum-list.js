/* Says on a list of topics that one rose since the page was made, which its reader did not read.
   <section data-controller="forum-list" data-list-about="" data-list-rose="17" data-list-words="…">
     <p data-list-bar hidden><a>…</a></p><p role="status" data-list-said></p></section> */
import { listen } from "../forum-hints.js";

export function connect(list) {
  const bar = list.querySelector("[data-list-bar]");
  const known = Number(list.dataset.listRose);
  listen(list.dataset.listAbout, ({ rose }) => {
    if (rose <= known || !bar.hidden) return;
    bar.hidden = false;
    list.querySelector("[data-list-said]").textContent = list.dataset.listWords;
  });
}
