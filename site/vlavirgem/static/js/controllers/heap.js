/* A form whose files are set out one by one while the others are still on their way, so that nothing
   is lost when its page closes. The form brings in what this could not. */
export function connect(form) {
  const waiting = [];
  let busy = false;

  form.addEventListener("uploader:done", ({ target, detail: { key } }) => {
    waiting.push(target.querySelector(`input[type=hidden][value="${CSS.escape(key)}"]`));
    place();
  });

  async function place() {
    if (busy || !waiting.length) return;
    busy = true;
    const batch = waiting.splice(0).filter((each) => each.isConnected);
    if (await sent(batch)) batch.forEach(settle);
    busy = false;
    place();
  }

  async function sent(batch) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("place", "1");
    batch.forEach(({ name, value }) => body.append(name, value));
    try {
      const reply = await fetch(location.href, { method: "POST", body, keepalive: true });
      return reply.status === 204;
    } catch {
      return false;
    }
  }

  function settle(hidden) {
    const row = hidden.closest("[data-uploader-row]");
    const act = row?.querySelector("[data-uploader-remove]");
    hidden.name = "placed";
    if (!row) return;
    row.querySelector(".uploader-state").textContent = form.dataset.saysPlaced;
    // From here on it is thrown away in the grid, like any other.
    if (act.contains(document.activeElement)) form.querySelector("[type=file]").focus();
    act.remove();
    row.dispatchEvent(new CustomEvent("heap:placed", { bubbles: true }));
  }
}
