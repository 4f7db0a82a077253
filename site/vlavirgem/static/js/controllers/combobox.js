/* A text box with a list of what the server finds (the combobox pattern of ARIA): arrows move, Enter
   or a click chooses, Escape closes. The hidden input beside it holds the key of what was chosen, and is
   emptied as soon as one types on; without script the box is a plain one.
   <div data-controller="combobox" data-combobox-url="/…/zoek/">
     <input role="combobox" aria-controls="x"><input type="hidden"><ul id="x" role="listbox"></ul><p role="status"></p></div> */
const PAUSE = 150;
const SHORTEST = 2;

export function connect(box) {
  const input = box.querySelector("[role=combobox]");
  const chosen = box.querySelector("input[type=hidden]");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[role=status]");
  const options = () => [...list.querySelectorAll("[role=option]")];
  let timer, asked, active;

  const point = (option) => {
    active?.setAttribute("aria-selected", "false");
    active = option;
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    point(undefined);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const choose = (option) => {
    input.value = option.dataset.label;
    chosen.value = option.dataset.value;
    status.textContent = option.dataset.label;
    close();
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = (html) => {
    list.innerHTML = html;
    options().forEach((option, place) => (option.id = `${list.id}_${place}`));
    point(undefined);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = list.querySelector("[data-combobox-said]").textContent;
  };
  const search = async () => {
    const words = input.value.trim();
    if (words.length < SHORTEST) return close();
    asked?.abort();
    asked = new AbortController();
    const address = `${box.dataset.comboboxUrl}?${new URLSearchParams({ q: words })}`;
    const reply = await fetch(address, { signal: asked.signal }).catch(() => null);
    if (reply?.ok && !reply.redirected) show(await reply.text());
  };
  const move = (step) => {
    const all = options();
    if (list.hidden || !all.length) return search();
    const place = all.indexOf(active) + step;
    point(all[place < 0 ? all.length - 1 : place % all.length]);
  };

  input.addEventListener("input", () => {
    chosen.value = "";
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(active ? -1 : 0);
    else if (event.key === "Enter" && active) choose(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  // The box keeps the focus while the mouse chooses.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}
