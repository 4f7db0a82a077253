/* Naming somebody in a text box: after "@" and two letters the people come up who read the category.
   Arrows move, Enter or Tab chooses, Escape closes; what is chosen stands there as @[Name](lid:12).
   <form data-controller="mention" data-people-url="/…/" data-category="3"><textarea data-source></textarea>
     <ul role="listbox" id="x" data-people hidden></ul><p role="status" data-people-said></p></form> */
const PAUSE = 200;
const NAME = /(?:^|[\s(])@([\p{L}\p{M}’'-]{2,30}(?: [\p{L}\p{M}’'-]{0,30})?)$/u;

export function connect(form) {
  const source = form.querySelector("[data-source]");
  const list = form.querySelector("[data-people]");
  const said = form.querySelector("[data-people-said]");
  const options = () => [...list.querySelectorAll("[role=option]")];
  let timer, asked, active;

  source.setAttribute("aria-autocomplete", "list");
  source.setAttribute("aria-controls", list.id);

  const named = () => NAME.exec(source.value.slice(0, source.selectionStart))?.[1];
  const point = (option) => {
    active?.setAttribute("aria-selected", "false");
    active = option;
    if (!option) return source.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    source.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    point(undefined);
    list.hidden = true;
    said.textContent = "";
  };
  const search = async () => {
    const words = named();
    if (!words) return close();
    asked?.abort();
    asked = new AbortController();
    const category = form.dataset.category || form.elements.category?.value || "";
    const address = `${form.dataset.peopleUrl}?${new URLSearchParams({ q: words.trim(), category })}`;
    const reply = await fetch(address, { signal: asked.signal }).catch(() => null);
    if (!reply?.ok || reply.redirected) return;
    list.innerHTML = await reply.text();
    options().forEach((option, place) => (option.id = `${list.id}_${place}`));
    list.hidden = false;
    point(options()[0]);
    said.textContent = list.querySelector("[data-combobox-said]").textContent;
  };
  const choose = (option) => {
    const words = named() ?? "";
    const to = source.selectionStart;
    const label = option.dataset.label.replace(/[[\]]/g, "");
    source.focus();
    source.setSelectionRange(to - words.length - 1, to);
    const text = `@[${label}](lid:${option.dataset.value}) `;
    if (!document.execCommand("insertText", false, text)) {
      source.setRangeText(text, to - words.length - 1, to, "end");
      source.dispatchEvent(new Event("input", { bubbles: true }));
    }
    close();
    said.textContent = option.dataset.label;
  };
  const move = (step) => {
    const all = options();
    if (all.length) point(all[(all.indexOf(active) + step + all.length) % all.length]);
  };

  source.addEventListener("input", () => {
    clearTimeout(timer);
    if (!named()) return close();
    timer = setTimeout(search, PAUSE);
  });
  source.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if ((event.key === "Enter" || event.key === "Tab") && active) choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  source.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}
