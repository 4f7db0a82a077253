/* Shows how far a large file is on its way, and that the other side is at work on it.
   Without script the form posts itself; with it the same answer takes the place of the page. */
export function connect(form) {
  form.addEventListener("submit", (event) => {
    const file = form.querySelector("input[type=file]")?.files?.[0];
    if (!file) return;
    event.preventDefault();
    send(form, draw(form));
  });
}

function draw(form) {
  form.querySelector(".progress")?.remove();
  const box = document.createElement("div");
  box.className = "progress";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.className = "meter-words";
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", form.dataset.sent);
  box.append(words, bar);
  form.querySelector(".actions").before(box);
  return { box, words, bar };
}

function send(form, { box, words, bar }) {
  const button = form.querySelector("[type=submit]");
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    const percent = Math.floor((loaded / total) * 100);
    bar.value = percent;
    words.textContent = percent < 100 ? `${form.dataset.sent} ${percent} %` : form.dataset.busy;
    if (percent === 100) bar.removeAttribute("value");
  });
  request.addEventListener("load", () => {
    if (request.status >= 500) return fail();
    const to = request.getResponseHeader("HX-Redirect");
    if (to) return location.assign(to);
    replace(form, request.responseText, box, button);
  });
  const fail = () => {
    box.className = "field invalid";
    words.textContent = form.dataset.failed;
    bar.remove();
    button.disabled = false;
  };
  request.addEventListener("error", fail);
  button.disabled = true;
  request.open("POST", location.href);
  request.setRequestHeader("HX-Request", "true");
  request.send(new FormData(form));
}

function replace(form, text, box, button) {
  /* The form with what is wrong beside its fields; the chosen file stays chosen. */
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.querySelector("form[data-controller~=package-upload]");
  box.remove();
  button.disabled = false;
  if (!fresh) return location.reload();
  const chosen = form.querySelector("input[type=file]");
  fresh.querySelector("input[type=file]").replaceWith(chosen);
  chosen.setAttribute("aria-invalid", "true");
  form.replaceChildren(...fresh.childNodes);
  form.querySelector(".error-summary, .invalid input")?.focus();
}
