/* Opens a <details> where there is room and folds it on a phone, unless something in it is chosen.
   <details open data-controller="fold"> */
const narrow = window.matchMedia("(max-width: 820px)");

export function connect(details) {
  const chosen = () => [...details.querySelectorAll("select, input")].some((each) => each.value);
  const settle = () => {
    details.open = !narrow.matches || chosen();
  };
  narrow.addEventListener("change", settle);
  settle();
}
