/* Submits a filter form when a choice changes, and shortly after typing stops.
   <form data-controller="autosubmit">…<button data-autosubmit-button>Filteren</button></form> */
const PAUSE = 400;

export function connect(form) {
  let timer;
  const submit = () => {
    clearTimeout(timer);
    form.requestSubmit();
  };
  form.addEventListener("change", (event) => {
    if (!event.target.matches("input[type=search], input[type=text]")) submit();
  });
  // Typing reloads the page when htmx does not swap a part: then wait for Enter.
  if (!form.hasAttribute("hx-get")) return;
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=search], input[type=text]")) return;
    clearTimeout(timer);
    timer = setTimeout(submit, PAUSE);
  });
}
