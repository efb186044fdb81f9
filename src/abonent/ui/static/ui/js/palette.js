// The palette: Ctrl+K lists what can be done here, what can be made and where one can go, each by its words. It is read from the page
// itself, so it offers what the reader may do and nothing else; a choice presses the page's own button. With words typed the fitting
// actions stand above what the search finds.
(() => {
  const MOST_BESIDE_HITS = 4;
  const HERE = "main .ab-page__head :is(a, button), .ab-strip :is(a, button)[aria-keyshortcuts], main .ab-tabs a, main [aria-keyshortcuts]";
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const usable = (element) => element.ariaDisabled !== "true" && !element.disabled && element.type !== "search";
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  let asked = false;

  const words = (element) => {
    const bare = element.cloneNode(true);
    bare.querySelectorAll(".ab-key, .n, .visually-hidden, svg").forEach((part) => part.remove());
    return (element.getAttribute("aria-label") || bare.textContent).replace(/\s+/g, " ").trim();
  };
  const groups = (list) => [
    { label: list.dataset.here, prefix: "", elements: [...document.querySelectorAll(HERE)].filter(visible) },
    { label: list.dataset.create, prefix: "c ", elements: [...document.querySelectorAll("#new-menu a")], before: list.dataset.create },
    { label: list.dataset.go, prefix: "g ", elements: [...document.querySelectorAll(".ab-rail a:not(.ab-rail__logo)")] },
    { label: list.dataset.yours, prefix: "", elements: [...document.querySelectorAll("#me-menu ul :is(a, button)")] },
  ];
  const key = (element, prefix) => {
    const own = element.dataset.go ?? element.dataset.create ?? element.querySelector(".ab-key")?.textContent ?? element.getAttribute("aria-keyshortcuts");
    return own ? prefix + own : "";
  };
  const fits = (label, typed) => { const parts = folded(label).split(/[^\p{L}\p{N}]+/u); return typed.every((word) => parts.some((part) => part.startsWith(word))); };

  const row = (element, label, shortcut) => {
    const button = document.createElement("button");
    button.type = "button";
    button.innerHTML = "<span></span><kbd class='ab-key' aria-hidden='true'></kbd>";
    button.prepend(element.querySelector("svg")?.cloneNode(true) ?? document.createElement("i"));
    button.querySelector("span").textContent = label;
    shortcut ? button.querySelector("kbd").textContent = shortcut : button.querySelector("kbd").remove();
    button.addEventListener("click", () => { asked = false; document.activeElement.blur(); press(element); });
    return button;
  };
  // Tab goes on from what was chosen, not from the search box.
  const press = (element) => { element.focus(); if (!element.matches("input, select, textarea")) element.click(); };

  const draw = () => {
    const list = document.getElementById("search-actions"), input = document.querySelector("[data-search] input");
    const typed = folded(input.value).split(/\s+/).filter(Boolean), seen = new Set(), drawn = [];
    let room = asked ? Infinity : typed.length && typed[0].length > 1 ? MOST_BESIDE_HITS : 0;
    for (const group of groups(list)) {
      const rows = [];
      for (const element of group.elements.filter(usable)) {
        const label = words(element);
        if (!room || !label || seen.has(group.prefix + label) || !fits(`${group.before ?? ""} ${label}`, typed)) continue;
        seen.add(group.prefix + label);
        rows.push(row(element, label, key(element, group.prefix)));
        room -= 1;
      }
      if (!rows.length) continue;
      const head = document.createElement("h2");
      head.textContent = group.label;
      drawn.push(head, ...rows);
    }
    list.replaceChildren(...drawn);
    list.closest("[data-search-pop]").toggleAttribute("data-actions", asked);
    list.dispatchEvent(new CustomEvent("abonent:found", { bubbles: true }));
  };

  document.addEventListener("input", (event) => { if (event.target.matches("[data-search] input")) draw(); });
  document.addEventListener("focusout", (event) => { if (event.target.closest("[data-search]") && !event.relatedTarget?.closest("[data-search]")) asked = false; });
  document.addEventListener("keydown", (event) => {
    const input = document.querySelector("[data-search] input");
    if (!input || event.altKey || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      asked = true;
      input.focus();
      input.select();
      draw();
    } else if (asked && event.key === "Enter" && event.target === input) {
      const first = document.querySelector("#search-actions button");
      if (first) { event.preventDefault(); first.click(); }
    }
  });
})();
