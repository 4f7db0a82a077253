/* The box of a post: buttons for markdown, a preview without leaving the page, and quotes that the
   page's own links bring in.
   <form data-controller="editor" data-preview-url="/…/"><div data-editor>…<textarea data-source></textarea></div>
     <section data-preview hidden></section><button data-show-preview>…</button></form>
   Elsewhere on the page: <a data-quote="/…/citaat/" href="?citaat=12"> */
const PICTURE = /\.(png|jpe?g|gif|webp)$/i;

export function connect(form) {
  const source = form.querySelector("[data-source]");
  const shown = form.querySelector("[data-preview]");

  // The browser's own command keeps "undo" working; it is there in every browser we know.
  const insert = (text, from = source.selectionStart, to = source.selectionEnd) => {
    source.focus();
    source.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, text)) {
      source.setRangeText(text, from, to, "end");
      source.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const around = (mark) => {
    const { selectionStart: from, selectionEnd: to, value } = source;
    insert(`${mark}${value.slice(from, to)}${mark}`);
    if (from === to) source.setSelectionRange(from + mark.length, from + mark.length);
  };
  const begin = (mark) => {
    const { selectionStart: from, selectionEnd: to, value } = source;
    const start = value.lastIndexOf("\n", from - 1) + 1;
    insert(value.slice(start, to).replace(/^/gm, mark), start, to);
  };
  const link = () => {
    const { selectionStart: from, selectionEnd: to, value } = source;
    const words = value.slice(from, to);
    insert(`[${words}](https://)`);
    const at = words ? from + words.length + 3 : from + 1;
    source.setSelectionRange(at, words ? at + 8 : at);
  };
  const append = (text) => {
    const end = source.value.length;
    const gap = source.value.trim() ? "\n\n" : "";
    insert(gap + text, end, end);
    source.scrollIntoView({ block: "center" });
  };
  const preview = async () => {
    shown.hidden = false;
    shown.textContent = form.dataset.saysBusy;
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    if (form.dataset.category) data.set("category", form.dataset.category);
    const reply = await fetch(form.dataset.previewUrl, { method: "POST", body: data }).catch(() => null);
    if (reply?.ok && !reply.redirected) shown.innerHTML = await reply.text();
    else shown.textContent = form.dataset.saysFailed;
    shown.focus();
  };
  const quote = async (from) => {
    const reply = await fetch(from.dataset.quote).catch(() => null);
    if (!reply?.ok || reply.redirected) return window.location.assign(from.href);
    append(await reply.text());
  };

  // A picture that is up can be put in the text: the words between the brackets say what it shows.
  const offerPictures = (list) => {
    for (const row of list.querySelectorAll("[data-uploader-row]")) {
      const key = row.querySelector("input[type=hidden]")?.value;
      const name = row.querySelector(".uploader-name").textContent;
      if (!key || !PICTURE.test(name) || row.querySelector("[data-picture]")) continue;
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn small", textContent: form.dataset.saysPicture });
      button.dataset.picture = key;
      button.setAttribute("aria-label", `${form.dataset.saysPicture}: ${name}`);
      row.append(button);
    }
  };
  const picture = (key) => {
    const at = source.selectionStart;
    insert(`![](bestand:${key})`);
    source.setSelectionRange(at + 2, at + 2);
  };
  const list = form.querySelector("[data-uploader-list]");
  if (list) {
    new MutationObserver(() => offerPictures(list)).observe(list, { childList: true, subtree: true });
    offerPictures(list);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.mark) around(button.dataset.mark);
    else if (button?.dataset.begin) begin(button.dataset.begin);
    else if (button?.dataset.picture) picture(button.dataset.picture);
    else if (button?.hasAttribute("data-link")) link();
    else if (button?.hasAttribute("data-name")) insert(/(^|\s)$/.test(source.value.slice(0, source.selectionStart)) ? "@" : " @");
    else if (button?.hasAttribute("data-show-preview")) {
      event.preventDefault();
      preview();
    }
  });
  source.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const act = { b: () => around("**"), i: () => around("_"), k: link, Enter: () => form.requestSubmit() }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  document.addEventListener("click", (event) => {
    const from = event.target.closest("[data-quote]");
    if (!from || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    quote(from);
  });
}
