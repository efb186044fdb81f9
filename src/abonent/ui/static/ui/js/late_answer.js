// A form that asks while it is typed (hx-trigger) takes no answer to what it no longer says: the late answer would set a choice back.
// What was typed since asks again by itself.
(() => {
  const asked = new WeakMap();
  const says = (form) => new URLSearchParams(new FormData(form)).toString();
  const asksWhileTyped = (form) => form.matches("form[hx-trigger]");
  document.addEventListener("htmx:beforeSend", (event) => { const { elt, xhr } = event.detail; if (asksWhileTyped(elt)) asked.set(xhr, says(elt)); });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig: { elt }, xhr } = event.detail;
    if (asked.has(xhr) && elt.isConnected && asked.get(xhr) !== says(elt)) event.detail.shouldSwap = false;
  });
})();
