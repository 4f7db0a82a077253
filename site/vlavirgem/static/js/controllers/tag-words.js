/* Words that are used often, to put in a box of words with commas, or take out again, by one click.
   <div data-controller="tag-words"><input data-tags><button data-tag="mail">mail</button></div> */
export function connect(part) {
  const box = part.querySelector("[data-tags]");
  const buttons = [...part.querySelectorAll("[data-tag]")];
  const words = () => box.value.split(",").map((each) => each.trim()).filter(Boolean);

  const mark = () => {
    const there = new Set(words());
    buttons.forEach((each) => each.setAttribute("aria-pressed", String(there.has(each.dataset.tag))));
  };
  buttons.forEach((each) =>
    each.addEventListener("click", () => {
      const kept = words().filter((word) => word !== each.dataset.tag);
      if (kept.length === words().length) kept.push(each.dataset.tag);
      box.value = kept.join(", ");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }),
  );
  box.addEventListener("input", mark);
  mark();
}
