/* Plays a learning package in a frame of another origin, and keeps what it says.
   The frame speaks by messages only; each is taken from that origin, that window and that word
   alone. Saves are whole states with a number, so a late one never undoes a newer one. */
const WAITS = [1000, 2000, 4000, 8000, 15000, 30000];
const GOODBYE = 2500;

export function connect(root) {
  const at = (name) => root.querySelector(`[data-player=${name}]`);
  const stage = at("stage");
  if (!stage) return;
  let sitting = null;

  const open = async (item = "") => {
    await sitting?.leave();
    sitting = new Sitting(root, at);
    await sitting.begin(item);
  };

  at("begin").addEventListener("click", () => open());
  for (const button of root.querySelectorAll("[data-item]")) {
    button.addEventListener("click", () => open(button.dataset.item));
  }
  at("retry").addEventListener("click", () => sitting?.retry());
  at("close").addEventListener("click", async (event) => {
    if (!sitting) return;
    event.preventDefault();
    const { href } = event.currentTarget;
    await sitting.leave();
    location.assign(href);
  });
  const wide = at("wide");
  wide.hidden = !document.fullscreenEnabled;
  wide.addEventListener("click", () =>
    document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen(),
  );
  const hurry = () => sitting?.saver.flush(true);
  addEventListener("pagehide", hurry);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hurry();
  });
  addEventListener("beforeunload", (event) => {
    if (sitting?.saver.isBehind) event.preventDefault();
  });
}

class Sitting {
  constructor(root, at) {
    Object.assign(this, { root, at, words: root.dataset, frame: null, closed: null });
    this.nonce = [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
    this.saver = new Saver(this);
    this.hear = (event) => this.message(event);
  }

  async begin(item) {
    const stage = this.at("stage");
    stage.setAttribute("aria-busy", "true");
    try {
      const answer = await post(this.words.start, new URLSearchParams({ item }), this.words.csrf);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      this.state = await answer.json();
      this.draw(stage);
    } catch {
      this.say(this.words.failed, true);
      stage.setAttribute("aria-busy", "false");
    }
  }

  draw(stage) {
    addEventListener("message", this.hear);
    const frame = document.createElement("iframe");
    frame.title = this.root.getAttribute("aria-label");
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
    frame.allow = "fullscreen; autoplay";
    frame.referrerPolicy = "no-referrer";
    frame.src = `${this.state.bridge}#${this.nonce}`;
    this.frame = frame;
    stage.replaceChildren(frame);
    this.show({ ...this.state, saved_at: "" });
    for (const button of this.root.querySelectorAll("[data-item]")) {
      if (button.dataset.item === this.state.item) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    frame.focus();
  }

  message(event) {
    const { data, origin, source } = event;
    if (source !== this.frame?.contentWindow || origin !== this.words.origin) return;
    if (data?.nonce !== this.nonce) return;
    if (data.kind === "ready") this.answer();
    else if (data.kind === "values" && isValues(data.values)) this.keep(data);
    else if (data.kind === "shown") this.at("stage").setAttribute("aria-busy", "false");
    else if (data.kind === "closed") this.closed?.();
  }

  answer() {
    const { model, given, values, launch, asset } = this.state;
    this.tell({ kind: "state", model, given, values, launch, asset });
  }

  tell(message) {
    this.frame?.contentWindow?.postMessage({ ...message, nonce: this.nonce }, this.words.origin);
  }

  keep({ values, ended }) {
    // An editor who tries it out has no sitting, and keeps nothing.
    if (!this.state.session) return;
    this.saver.put({ session: this.state.session, item: this.state.item, values, ended: ended === true });
  }

  show({ items = [], completion, completed, success, score, saved_at: saved }) {
    for (const { id, state } of items) {
      const word = this.root.querySelector(`[data-item="${CSS.escape(id)}"] [data-player=word]`);
      if (word) word.textContent = { done: this.words.done, begun: this.words.begun }[state] ?? "";
    }
    if (completion) {
      const tag = this.at("completion");
      if (tag) tag.textContent = completion;
      tag?.classList.toggle("ok", Boolean(completed));
    }
    const percent = score === null || score === undefined ? "" : `${score} %`;
    if (completion) this.at("result").textContent = [success, percent].filter(Boolean).join(" · ");
    if (!this.state.session) this.say(this.words.nothing);
    else if (saved) this.say(`${this.words.saved} ${saved}`);
  }

  say(text, trouble = false) {
    const state = this.at("state");
    state.textContent = text;
    state.classList.toggle("trouble", trouble);
    this.at("retry").hidden = !(trouble && this.saver.isBehind && !this.saver.isOver);
  }

  retry() {
    this.saver.flush();
  }

  async leave() {
    /* Let the package say goodbye, keep what it said, and be gone. */
    if (this.frame) {
      const heard = new Promise((done) => (this.closed = done));
      this.tell({ kind: "close" });
      await Promise.race([heard, pause(GOODBYE)]);
      await Promise.race([this.saver.flush(), pause(GOODBYE)]);
    }
    this.saver.stop();
    removeEventListener("message", this.hear);
    this.frame?.remove();
    this.frame = null;
  }
}

class Saver {
  constructor(sitting) {
    Object.assign(this, { sitting, waiting: null, loop: null, seq: 0, tries: 0, timer: 0, isOver: false });
  }

  get isBehind() {
    return Boolean(this.waiting || this.loop);
  }

  put(state) {
    if (this.isOver) return;
    this.waiting = { ...state, seq: ++this.seq };
    if (!this.timer) this.flush();
  }

  flush(leaving = false) {
    clearTimeout(this.timer);
    this.timer = 0;
    if (leaving) return this.waiting && this.send(this.waiting, true);
    this.loop ??= this.drain().finally(() => (this.loop = null));
    return this.loop;
  }

  async drain() {
    while (this.waiting && !this.timer && !this.isOver) await this.send(this.waiting);
  }

  async send(state, leaving = false) {
    const { sitting } = this;
    const { words } = sitting;
    if (!leaving && this.tries === 0) sitting.say(words.saving);
    try {
      const body = JSON.stringify(state);
      // A browser keeps at most 64 kB in flight for a page that is gone.
      const answer = await post(words.save, body, words.csrf, leaving && body.length < 60_000);
      if (answer.redirected || answer.status === 401 || answer.status === 403) return this.later(words.signedOut);
      if ([404, 409, 413, 400].includes(answer.status)) return this.end(await answer.json().catch(() => ({})));
      if (!answer.ok) return this.later(words.unsaved);
      const kept = await answer.json();
      if (this.waiting?.seq === state.seq) this.waiting = null;
      this.tries = 0;
      if (!kept.stale) sitting.show(kept);
    } catch {
      this.later(words.unsaved);
    }
  }

  later(text) {
    const wait = WAITS[Math.min(this.tries++, WAITS.length - 1)];
    this.timer = setTimeout(() => this.flush(), wait);
    this.sitting.say(text, true);
  }

  end({ error }) {
    this.isOver = true;
    this.waiting = null;
    this.sitting.say(error ?? this.sitting.words.failed, true);
  }

  stop() {
    clearTimeout(this.timer);
    this.isOver = true;
  }
}

function post(url, body, csrf, keepalive = false) {
  // Signing in again in another window changes the token: the cookie has the one that holds now.
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? csrf;
  const headers = { "X-CSRFToken": token, Accept: "application/json" };
  if (typeof body === "string") headers["Content-Type"] = "application/json";
  return fetch(url, { method: "POST", credentials: "same-origin", headers, body, keepalive });
}

function isValues(values) {
  return values !== null && typeof values === "object" && Object.values(values).every((each) => typeof each === "string");
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
