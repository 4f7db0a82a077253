/* Between the player (another origin) and the package (this one): the package calls, this answers
   at once, and tells the player what there is to keep. It speaks to one site only, under the word
   that the site gave it. A package shares this origin and may forge all of this about itself: what
   counts is judged on the server. */
"use strict";

(() => {
  const site = document.documentElement.dataset.site;
  const nonce = location.hash.slice(1);
  const PAUSE = 250;
  let runtime = null;
  let frame = null;
  let timer = 0;

  const say = (kind, more = {}) => parent.postMessage({ kind, nonce, ...more }, site);

  const tell = (ended = runtime.state === "ended") => {
    clearTimeout(timer);
    timer = 0;
    say("values", { values: runtime.all(), ended });
  };

  const changed = (kind) => {
    // Many values follow each other at once: one message for them all, soon.
    if (kind === "value") timer ||= setTimeout(tell, PAUSE);
    else tell(kind === "end" || undefined);
  };

  const start = ({ model, given, values, launch, asset }) => {
    runtime = new Runtime(model, given, values, changed);
    window[runtime.is12 ? "API" : "API_1484_11"] = faceOf(runtime);
    frame = document.createElement("iframe");
    frame.title = document.title;
    frame.allow = "fullscreen; autoplay";
    frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0;background:#fff";
    frame.addEventListener("load", () => say("shown"), { once: true });
    if (asset) frame.addEventListener("load", opened, { once: true });
    frame.src = new URL(`../inhoud/${launch}`, location.href).href;
    document.body.append(frame);
  };

  const opened = () => {
    // An asset knows no API: to open it is to do it.
    const status = runtime.is12 ? "cmi.core.lesson_status" : "cmi.completion_status";
    runtime.initialize("");
    runtime.setValue(status, "completed");
    runtime.terminate("");
  };

  const close = () => {
    // Leaving its page is what makes a package say goodbye.
    const done = () => {
      if (timer) tell();
      say("closed");
    };
    if (!frame) return done();
    frame.addEventListener("load", done, { once: true });
    frame.src = "about:blank";
  };

  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== site || event.data?.nonce !== nonce) return;
    if (event.data.kind === "state" && !runtime) start(event.data);
    if (event.data.kind === "close") close();
  });
  say("ready");
})();
