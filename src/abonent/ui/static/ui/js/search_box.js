// Hits under the search box: arrows walk from the field through them, Enter follows, Esc goes back to the field and closes; whoever types on is back in the field.
(() => {
  const parts = () => ({ input: document.querySelector("[data-search] input"), hits: document.getElementById("search-hits") });
  const links = (hits) => [...hits.querySelectorAll("a[href]")];
  const show = (open) => { const { hits } = parts(); if (hits) hits.hidden = !open || !hits.childElementCount; };

  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target?.id === "search-hits") show(document.activeElement === parts().input); });
  document.addEventListener("focusin", (event) => show(Boolean(event.target.closest("[data-search]"))));
  document.addEventListener("click", (event) => { if (!event.target.closest("[data-search]")) show(false); });
  document.addEventListener("keydown", (event) => {
    const { input, hits } = parts();
    if (!input || !event.target.closest("[data-search]")) return;
    if (event.key === "Escape") { show(false); return event.target === input ? input.blur() : (input.focus(), show(false)); }
    const all = [input, ...(hits.hidden ? [] : links(hits))], here = all.indexOf(event.target);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
    if (next !== undefined) { event.preventDefault(); all.at(next % all.length).focus(); }
    else if (event.target !== input && event.key.length === 1 && !event.ctrlKey && !event.metaKey) input.focus();
  });
})();
