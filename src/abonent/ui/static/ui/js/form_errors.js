// After a form has been refused the focus goes to the summary of what is wrong; its links go to the fields.
(() => {
  const focus = (root) => root.querySelector("[data-errors]")?.focus();
  document.addEventListener("DOMContentLoaded", () => focus(document));
  document.addEventListener("htmx:afterSwap", (event) => focus(event.detail.target));
})();
