// The choice of columns stays open, with the focus where it was, while its list is swapped under it; typing narrows long choices.
(() => {
  let kept = null;
  document.addEventListener("htmx:beforeSwap", () => {
    const open = document.querySelector("[data-stays]:popover-open");
    kept = open && { popover: open.id, focus: document.activeElement.id, scrolled: open.scrollTop };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!kept) return;
    const { popover, focus, scrolled } = kept;
    kept = null;
    const fresh = document.getElementById(popover);
    if (!fresh || fresh.matches(":popover-open")) return;
    document.querySelector(`[popovertarget="${popover}"]`)?.click();
    document.getElementById(focus)?.focus();
    fresh.scrollTop = scrolled;
  });
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-narrows]")) return;
    const wanted = event.target.value.trim().toLocaleLowerCase();
    for (const line of event.target.form.querySelectorAll("li")) line.hidden = !line.textContent.toLocaleLowerCase().includes(wanted);
  });
  document.addEventListener("change", (event) => { if (event.target.matches("[data-narrows]")) event.stopPropagation(); }, true);
})();
