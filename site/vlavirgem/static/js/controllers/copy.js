/* Copies a text and says so.
   <span data-controller="copy" data-copied="Gekopieerd"><code data-copy-text>…</code><button><span data-copy-label>Kopiëren</span></button></span> */
const SHOWN = 2500;

export function connect(element) {
  const label = element.querySelector("[data-copy-label]");
  const before = label.textContent;
  element.querySelector("button").addEventListener("click", async () => {
    await navigator.clipboard.writeText(element.querySelector("[data-copy-text]").textContent.trim());
    label.setAttribute("role", "status");
    label.textContent = element.dataset.copied;
    setTimeout(() => (label.textContent = before), SHOWN);
  });
}
