/* Sends chosen or dropped files up by themselves, three at a time, and leaves their keys in the form.
   Of more than one it says how many are there; what failed comes first.
   Markup and words: community/files/uploader.html. Without script the files come with the form. */
import { upload, Refused } from "../tus.js";

const AT_ONCE = 3;

export function connect(element) {
  const form = element.closest("form");
  const { url, purpose, name, saysBusy, saysDone, saysChecking, saysWaiting, saysFailed, saysGone } =
    element.dataset;
  const part = (which, root = element) => root.querySelector(`[data-uploader-${which}]`);
  const [input, list, status, note, total] = [
    element.querySelector("input[type=file]"), part("list"), part("status"), part("note"), part("total"),
  ];
  const queue = [];
  let busy = 0;
  let held = null;

  const tell = (words) => (status.textContent = words);
  const remaining = () => busy + queue.length;
  const fill = (words, values) => words.replace(/{(\w+)}/g, (_all, name) => values[name]);
  const count = () => {
    const [all, done, failed] = ["", "[data-state=done]", "[data-state=failed]"].map(
      (which) => list.querySelectorAll(`[data-uploader-row]${which}`).length,
    );
    const bar = total.querySelector("progress");
    Object.assign(bar, { max: all || 1, value: done });
    const words = fill(element.dataset.saysTotal, { done, all });
    total.hidden = all < 2;
    part("total-words").textContent = failed
      ? `${words}, ${fill(element.dataset.saysTotalFailed, { failed })}` : words;
    list.toggleAttribute("tabindex", false);
    if (list.scrollHeight > list.clientHeight) list.tabIndex = 0;
    return all < 2 ? "" : words;
  };

  const row = (file) => {
    const item = part("template").content.firstElementChild.cloneNode(true);
    item.querySelector(".uploader-name").textContent = file.name;
    item.querySelectorAll(".visually-hidden").forEach((each) => (each.textContent = ` ${file.name}`));
    item.querySelector("progress").setAttribute("aria-label", file.name);
    return list.appendChild(item);
  };
  const show = (item, state, words) => {
    item.dataset.state = state;
    item.querySelector(".uploader-state").textContent = words;
    item.querySelector("progress").hidden = state === "done" || state === "failed";
    part("retry", item).hidden = state !== "failed";
    if (state === "failed" && !item.contains(document.activeElement)) list.prepend(item);
    return state === "busy" ? "" : count();
  };
  const carry = (item, key) => {
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name, value: key });
    item.prepend(hidden);
  };

  const run = async ({ file, item, stop }) => {
    const bar = item.querySelector("progress");
    show(item, "busy", saysBusy);
    try {
      const key = await upload(file, {
        url, purpose, signal: stop.signal,
        token: form.querySelector("[name=csrfmiddlewaretoken]").value,
        progress: (done) => {
          bar.value = Math.round(done * 100);
          show(item, "busy", done < 1 ? `${bar.value} %` : saysChecking);
        },
        cut: () => show(item, "waiting", saysWaiting),
      });
      if (!item.isConnected) return;
      carry(item, key);
      tell(show(item, "done", saysDone) || `${file.name} ${saysDone}`);
      element.dispatchEvent(new CustomEvent("uploader:done", { bubbles: true, detail: { key, name: file.name } }));
    } catch (error) {
      if (stop.signal.aborted) return;
      const words = (error instanceof Refused && error.message) || saysFailed;
      show(item, "failed", words);
      // What is wrong with the file itself does not mend by sending it again.
      part("retry", item).hidden = error instanceof Refused && Boolean(error.message);
      tell(`${file.name}: ${words}`);
      release(false);
    }
  };
  const next = async () => {
    const job = queue.shift();
    if (!job) return;
    busy += 1;
    await run(job);
    busy -= 1;
    if (remaining()) next();
    else if (!list.querySelector("[data-state=failed]")) {
      if (job.item.isConnected) tell(element.dataset.saysAll);
      release(true);
    }
  };
  const add = (file, item = row(file)) => {
    const stop = new AbortController();
    const job = { file, item, stop };
    show(item, "queued", "");
    part("remove", item).onclick = () => remove(item, job);
    part("retry", item).onclick = () => add(file, item);
    queue.push(job);
    if (busy < AT_ONCE) next();
  };
  const remove = (item, job) => {
    const neighbour = item.nextElementSibling ?? item.previousElementSibling;
    if (job) {
      queue.splice(0, queue.length, ...queue.filter((each) => each !== job));
      job.stop.abort();
    }
    item.remove();
    count();
    tell(`${item.querySelector(".uploader-name").textContent} ${saysGone}`);
    (neighbour ? part("remove", neighbour) : input).focus();
  };
  const take = (files) => {
    const chosen = "single" in element.dataset ? [...files].slice(0, 1) : [...files];
    if ("single" in element.dataset && chosen.length) list.replaceChildren();
    chosen.forEach((file) => add(file));
    // Else they would go a second time, with the form.
    input.value = "";
  };
  const release = (send) => {
    const submitter = held;
    held = null;
    note.hidden = true;
    if (send && submitter) form.requestSubmit(submitter.form ? submitter : undefined);
  };

  count();
  input.addEventListener("change", () => take(input.files));
  const drop = part("drop");
  const over = (is) => (event) => {
    event.preventDefault();
    drop.classList.toggle("is-over", is);
  };
  drop.addEventListener("dragover", over(true));
  drop.addEventListener("dragleave", over(false));
  drop.addEventListener("drop", (event) => {
    over(false)(event);
    take(event.dataTransfer.files);
  });
  list.querySelectorAll("[data-uploader-remove]").forEach((button) => {
    button.onclick = () => remove(button.closest("[data-uploader-row]"));
  });
  form.addEventListener("submit", (event) => {
    if (!remaining()) return;
    event.preventDefault();
    held = event.submitter ?? form;
    note.textContent = element.dataset.saysHold;
    note.hidden = false;
    tell(element.dataset.saysHold);
  });
}
