/* Brings keyboard and reader to what must be read first, such as an error summary. */
export function connect(element) {
  element.focus({ preventScroll: false });
}
