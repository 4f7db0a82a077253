/* Keeps a form as a draft while one types in it, so that a crash loses nothing. The server counts the
   times a draft was kept: who writes on with an older one is told, and keeps nothing more unless he asks.
   <form data-controller="draft" data-draft-url="/…/" data-draft-key="new"><input name="sequence">
     <span data-draft-said></span><button data-draft-anyway hidden></button></form> */
const PAUSE = 1200;
const RETRY = 10000;
const NEWER = 409;
const GONE = 410;

export function connect(form) {
  const said = form.querySelector("[data-draft-said]");
  const anyway = form.querySelector("[data-draft-anyway]");
  const sequence = form.elements.sequence;
  const says = form.dataset;
  let timer, asked, isStopped = false, isDirty = false;

  const body = (isAnyway) => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("key", says.draftKey);
    if (isAnyway) data.set("toch", "ja");
    return data;
  };
  const stop = (words) => {
    isStopped = true;
    said.textContent = words;
    anyway.textContent = says.saysAnyway;
    anyway.hidden = false;
  };
  const later = (wait) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(save, wait);
  };
  const took = async (reply) => {
    if (reply.redirected) return later(RETRY);
    if (reply.status === NEWER) return stop(says.saysNewer);
    if (reply.status === GONE) return stop(says.saysGone);
    const told = await reply.json().catch(() => ({}));
    if (told.said) said.textContent = told.said;
    if (reply.ok) sequence.value = told.sequence;
    else if (!told.said) later(RETRY);
  };
  async function save(isAnyway = false) {
    if (asked) return later(PAUSE);
    asked = new AbortController();
    isDirty = false;
    try {
      await took(await fetch(says.draftUrl, { method: "POST", body: body(isAnyway), signal: asked.signal }));
    } catch (error) {
      if (error.name !== "AbortError") {
        isDirty = true;
        said.textContent = says.saysOffline;
        later(RETRY);
      }
    }
    asked = undefined;
  }

  form.addEventListener("input", (event) => {
    if (event.target.name === "sequence" || event.target.type === "file") return;
    isDirty = true;
    if (!isStopped) said.textContent = says.saysTyping;
    later(PAUSE);
  });
  form.addEventListener("change", () => later(PAUSE));
  // Who leaves within the pause still has it kept: the request outlives the page.
  window.addEventListener("pagehide", () => {
    if (isDirty && !isStopped) navigator.sendBeacon(says.draftUrl, body(false));
  });
  // What is sent now is a draft no more; one that is still on its way may not bring it back.
  form.addEventListener("submit", () => {
    isStopped = true;
    isDirty = false;
    clearTimeout(timer);
    asked?.abort();
  });
  anyway.addEventListener("click", () => {
    isStopped = false;
    anyway.hidden = true;
    save(true);
  });
}
