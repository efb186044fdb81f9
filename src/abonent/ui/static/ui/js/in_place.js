// A value that is edited where it stands ([data-in-place]): a click, Enter or e opens its form, Esc or Cancel puts the value back.
(() => {
  const shown = new WeakMap();
  const place = (element) => element?.closest?.("[data-in-place]");
  const focusIn = (element) => (element.querySelector("[role=alert]") ?? element.querySelector("form :is(input:not([type=hidden]), select, textarea)") ?? element.querySelector("a"))?.focus();

  const leave = (element) => {
    if (!shown.has(element)) return;
    element.innerHTML = shown.get(element);
    htmx.process(element);
    focusIn(element);
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target } = event.detail;
    if (target.matches?.("[data-in-place]") && !target.querySelector("form")) shown.set(target, target.innerHTML);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const { target } = event.detail;
    if (!target.matches?.("[data-in-place]")) return;
    focusIn(target);
    target.querySelector("form input:not([type=hidden], [type=radio])")?.select?.();
  });
  document.addEventListener("keydown", (event) => {
    const element = place(event.target);
    if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && element.querySelector("form")) { event.preventDefault(); leave(element); }
    if (event.key.toLowerCase() === "e" && event.target.matches(".ab-inplace__value") && document.documentElement.dataset.keys !== "off") { event.preventDefault(); event.target.click(); }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-in-place] [data-leave]");
    if (button && shown.has(place(button))) { event.preventDefault(); leave(place(button)); }
  });
})();
