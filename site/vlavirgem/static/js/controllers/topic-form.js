/* A new topic: says who will read it once the category is chosen, and shows the fields of a poll for a
   poll alone. <div data-controller="topic-form"><select name="category">…<p data-audience>…<fieldset data-poll> */
export function connect(part) {
  const category = part.querySelector("[name=category]");
  const line = part.querySelector("[data-audience]");
  const poll = part.querySelector("[data-poll]");
  const kinds = [...part.querySelectorAll("[name=kind]")];

  const say = () => {
    const words = category.selectedOptions[0]?.dataset.says ?? "";
    line.hidden = !words;
    line.querySelector("span").textContent = words;
  };
  const show = () => {
    poll.hidden = !kinds.some((each) => each.checked && each.value === "peiling");
  };
  category.addEventListener("change", say);
  kinds.forEach((each) => each.addEventListener("change", show));
  say();
  show();
}
