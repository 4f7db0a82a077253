/* Opens a <dialog popover> as a true modal: the browser then keeps the keyboard inside.
   Without script the same button opens it as a popover.
   <button data-controller="dialog" popovertarget="x">…</button> <dialog id="x" popover>…<button data-close>… */
export function connect(button) {
  const dialog = document.getElementById(button.getAttribute("popovertarget"));
  dialog.removeAttribute("popover");
  button.removeAttribute("popovertarget");
  button.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("click", (event) => {
    const onBackdrop = event.target === dialog && !inside(dialog, event);
    if (onBackdrop || event.target.closest("[data-close]")) dialog.close();
  });
}

function inside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}
