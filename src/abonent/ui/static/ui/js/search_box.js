// What is found under the search box: arrows walk from the field through it, Enter follows, Esc goes back to the field and closes; whoever types on is back in the field.
(() => {
  const parts = () => ({ input: document.querySelector("[data-search] input"), pop: document.querySelector("[data-search-pop]") });
  const choices = (pop) => [...pop.querySelectorAll("a[href], button")];
  const show = (open) => { const { pop } = parts(); if (pop) pop.hidden = !open || !pop.querySelector("a, button, p"); };
  const typing = () => document.activeElement === parts().input;

  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target?.id === "search-hits") show(typing()); });
  document.addEventListener("abonent:found", () => show(typing()));
  document.addEventListener("focusin", (event) => show(Boolean(event.target.closest("[data-search]"))));
  document.addEventListener("click", (event) => { if (!event.target.closest("[data-search]")) show(false); });
  document.addEventListener("keydown", (event) => {
    const { input, pop } = parts();
    if (!input || !event.target.closest("[data-search]")) return;
    if (event.key === "Escape") { show(false); return event.target === input ? input.blur() : (input.focus(), show(false)); }
    const all = [input, ...(pop.hidden ? [] : choices(pop))], here = all.indexOf(event.target);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
    if (next !== undefined) { event.preventDefault(); all.at(next % all.length).focus(); }
    else if (event.target !== input && event.key.length === 1 && !event.ctrlKey && !event.metaKey) input.focus();
  });
})();
