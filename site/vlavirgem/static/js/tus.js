/* One upload by tus 1.0.0: makes it or takes it up where it was cut, a piece at a time. */
const VERSION = "1.0.0";
const PIECE = 2 << 20;
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];

/* A refusal that sending again does not mend; its message is for whoever uploads. */
export class Refused extends Error {}

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const pause = (ms, signal) =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), done()), { once: true });
    window.addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });

/* url, token and purpose of the site; progress(part 0..1) and cut() tell how it goes.
   Returns the key of the file; throws Refused, or an AbortError after `signal`. */
export async function upload(file, { url, token, purpose, signal, progress, cut }) {
  const mark = `tus:${purpose}:${file.name}:${file.size}:${file.lastModified}`;
  const ask = (method, address, headers = {}, body = undefined, until = signal) =>
    fetch(address, {
      method, body, signal: until, credentials: "same-origin",
      headers: { "Tus-Resumable": VERSION, "X-CSRFToken": token, ...headers },
    });

  const said = async (reply) => {
    if (reply.redirected || reply.status === 403) throw new Refused("");
    if ([400, 413, 415, 422, 429, 507].includes(reply.status)) throw new Refused(await reply.text());
    if (!reply.ok && reply.status !== 409) throw new Error(String(reply.status));
    return reply;
  };
  const begin = async () => {
    const told = `filename ${encoded(file.name)},purpose ${encoded(purpose)}`;
    // Not cut off by `signal`: without its address an upload could not be taken away any more.
    const asked = ask("POST", url, { "Upload-Length": file.size, "Upload-Metadata": told }, undefined, null);
    const reply = await said(await asked);
    localStorage.setItem(mark, reply.headers.get("Location"));
    return { offset: 0, key: null };
  };
  const stand = async () => {
    const known = localStorage.getItem(mark);
    const reply = known && (await ask("HEAD", known));
    if (!reply || [404, 410].includes(reply.status)) return begin();
    if (!reply.ok) throw new Error(String(reply.status));
    return { offset: Number(reply.headers.get("Upload-Offset")), key: reply.headers.get("File-Key") };
  };
  const send = async (offset) => {
    const headers = { "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
    const piece = file.slice(offset, offset + PIECE);
    const reply = await said(await ask("PATCH", localStorage.getItem(mark), headers, piece));
    return { offset: Number(reply.headers.get("Upload-Offset")), key: reply.headers.get("File-Key") };
  };

  let at;
  for (let tries = 0; ; ) {
    try {
      at = at ? await send(at.offset) : await stand();
      tries = 0;
      progress(at.offset / file.size);
      if (at.key) break;
    } catch (error) {
      if (error instanceof Refused || signal.aborted) {
        if (signal.aborted && localStorage.getItem(mark)) abandon(localStorage.getItem(mark), token);
        localStorage.removeItem(mark);
        throw error;
      }
      if (tries === PAUSES.length) throw error;
      cut();
      at = undefined;
      await pause(PAUSES[tries++], signal);
    }
  }
  localStorage.removeItem(mark);
  return at.key;
}

function abandon(address, token) {
  const headers = { "Tus-Resumable": VERSION, "X-CSRFToken": token };
  fetch(address, { method: "DELETE", headers, credentials: "same-origin", keepalive: true }).catch(() => {});
}
