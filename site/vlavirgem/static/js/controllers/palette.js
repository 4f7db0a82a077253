/* The search box of every screen: Ctrl-K (or the link) opens it, arrows move, Enter opens what is
   chosen or else the search page, Escape closes. Without script the link leads to that page.
   <a data-controller="palette" data-palette="x">…</a> <dialog id="x" data-url="/…/">…</dialog> */
const PAUSE = 120;
const SHORTEST = 2;

export function connect(link) {
  const dialog = document.getElementById(link.dataset.palette);
  const input = dialog.querySelector("[role=combobox]");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[role=status]");
  const options = () => [...list.querySelectorAll("[role=option]")];
  let timer, asked, active;

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
  };
  const point = (option) => {
    active?.setAttribute("aria-selected", "false");
    active = option;
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const show = (html) => {
    list.innerHTML = html;
    options().forEach((option, place) => (option.id = `${list.id}-${place}`));
    point(undefined);
    list.hidden = !html;
    input.setAttribute("aria-expanded", String(Boolean(html)));
    status.textContent = list.querySelector("[data-palette-said]")?.textContent ?? "";
  };
  const fail = () => {
    show("");
    status.textContent = dialog.dataset.failed;
    status.classList.remove("visually-hidden");
  };
  const done = (tell) => {
    status.classList.add("visually-hidden");
    tell();
    dialog.removeAttribute("aria-busy");
  };
  const search = async () => {
    const words = input.value.trim();
    asked?.abort();
    if (words.length < SHORTEST) return done(() => show(""));
    const mine = (asked = new AbortController());
    const address = `${dialog.dataset.url}?${new URLSearchParams({ q: words })}`;
    const reply = await fetch(address, { signal: mine.signal }).catch(() => null);
    const html = reply?.ok && !reply.redirected ? await reply.text().catch(() => null) : null;
    if (mine.signal.aborted) return;
    done(() => (html === null ? fail() : show(html)));
  };
  const move = (step) => {
    const all = options();
    if (!all.length) return;
    const place = all.indexOf(active) + step;
    point(all[place < 0 ? all.length - 1 : place % all.length]);
  };

  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    open();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    dialog.setAttribute("aria-busy", "true");
    timer = setTimeout(search, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(active ? -1 : 0);
    // A search field would only empty itself.
    else if (event.key === "Escape") dialog.close();
    else if (event.key === "Enter" && active) window.location.assign(active.dataset.href);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.href);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
}
