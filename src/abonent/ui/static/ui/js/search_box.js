// Hits under the search box: shown while it has the focus, arrows choose, Enter opens the chosen one, Esc closes.
(() => {
  const box = () => document.querySelector("[data-search]");
  const parts = () => ({ input: box()?.querySelector("input"), hits: document.getElementById("search-hits") });
  const links = (hits) => [...hits.querySelectorAll("a[href]")];
  const chosen = (hits) => hits.querySelector("[aria-selected=true]");
  const show = (open) => { const { hits } = parts(); if (hits) hits.hidden = !open || !hits.childElementCount; };
  const choose = (link, hits) => {
    chosen(hits)?.setAttribute("aria-selected", "false");
    link?.setAttribute("aria-selected", "true");
    link?.scrollIntoView({ block: "nearest" });
    parts().input.setAttribute("aria-activedescendant", link?.id ?? "");
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "search-hits") return;
    links(event.detail.target).forEach((link, index) => { link.id ||= `hit-${index}`; link.tabIndex = -1; link.setAttribute("role", "option"); });
    show(document.activeElement === parts().input);
  });
  document.addEventListener("focusin", (event) => { const { input } = parts(); if (input) show(event.target === input || Boolean(event.target.closest("#search-hits"))); });
  document.addEventListener("click", (event) => { if (!event.target.closest("[data-search]")) show(false); });
  document.addEventListener("keydown", (event) => {
    const { input, hits } = parts();
    if (event.target !== input || !input) return;
    if (event.key === "Escape") { show(false); return input.blur(); }
    if (hits.hidden) return;
    const all = links(hits), here = all.indexOf(chosen(hits));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(all[(here + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length] ?? all[0], hits);
    } else if (event.key === "Enter" && here >= 0) { event.preventDefault(); all[here].click(); }
  });
})();
