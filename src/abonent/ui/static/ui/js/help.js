// F1 and the question mark in the top bar show the manual beside the page. A screen's help line is hidden or shown, and that is kept.
(() => {
  const pane = () => document.getElementById("help-pane");
  const show = (address) => htmx.ajax("GET", address, { target: pane(), swap: "innerHTML" }).then(() => {
    if (!pane().matches(":popover-open")) pane().showPopover();
    pane().focus();
  });
  const close = () => {
    if (!pane()?.matches(":popover-open")) return false;
    pane().hidePopover();
    document.querySelector("[data-help]")?.focus();
    return true;
  };
  const plain = (event) => !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-help]")) return close();
    const link = event.target.closest("[data-help], #help-pane a:not([data-leave-pane])");
    if (!link || !pane() || !plain(event)) return;
    event.preventDefault();
    if (link.matches("[data-help]") && close()) return;
    show(link.href);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && pane()?.contains(document.activeElement)) close();
    const link = event.key === "F1" && !event.ctrlKey && !event.altKey && document.querySelector("[data-help]");
    if (!link) return;
    event.preventDefault();
    link.click();
  });

  document.addEventListener("submit", (event) => {
    if (event.target.matches("#help-pane [data-manual-search]")) {
      event.preventDefault();
      show(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`);
    }
    const choice = event.submitter?.name === "help" && event.submitter.value;
    if (!choice) return;
    event.preventDefault();
    fetch(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter), headers: { "X-Requested-With": "fetch" } });
    for (const line of document.querySelectorAll("[data-help-line]")) line.hidden = choice === "folded";
    for (const other of document.querySelectorAll("button[name=help][aria-pressed]")) other.ariaPressed = String(other.value === choice);
  });
})();
