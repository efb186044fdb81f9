// A listbox of links whose chosen one is shown beside it: data-beside="ID OF THE PLACE" on the list, data-shows="ID" on each link,
// data-shown="ID" on the place. Arrows, Home and End move, j and k from anywhere; Enter does what [data-best] in the place does.
// A key pressed before its line is shown, or while an act is under way, waits for it: nobody's payment is booked on the line before.
(() => {
  const waiting = [];
  let acting = false;
  const lists = () => document.querySelector("[data-beside]");
  const options = (list) => [...list.querySelectorAll("[role=option]")];
  const chosen = (list) => list.querySelector("[aria-selected=true]");
  const place = (list) => document.getElementById(list.dataset.beside);
  const ready = (list) => !acting && place(list)?.dataset.shown === chosen(list)?.dataset.shows;
  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

  const choose = (list, option) => {
    for (const other of options(list)) {
      other.ariaSelected = String(other === option);
      other.tabIndex = other === option ? 0 : -1;
    }
    option.focus();
    option.scrollIntoView({ block: "nearest" });
    if (!ready(list)) htmx.ajax("GET", option.href, { source: list, target: place(list), swap: "outerHTML" });
  };

  const step = (list, key) => {
    const all = options(list);
    const here = all.indexOf(chosen(list));
    return all[{ ArrowDown: here + 1, j: here + 1, ArrowUp: here - 1, k: here - 1, Home: 0, End: all.length - 1 }[key]];
  };

  // On the line that is chosen now, wherever the cursor is while the page settles.
  const press = (list, key) => chosen(list).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

  const goOn = () => {
    const list = lists();
    if (waiting.length && list && ready(list)) press(list, waiting.shift());
  };

  document.addEventListener("keydown", (event) => {
    const list = lists();
    if (!list || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (event.target.closest("[popover]:popover-open, dialog")) return;
    const letters = document.documentElement.dataset.keys !== "off";
    const inside = list.contains(event.target);
    const acts = (inside && event.key === "Enter") || (letters && event.key.length === 1 && event.key !== "?");
    if (acting && (acts || inside)) {
      event.preventDefault();
      waiting.push(event.key);
      return;
    }
    const next = inside || (letters && "jk".includes(event.key)) ? step(list, event.key) : undefined;
    if (next) {
      event.preventDefault();
      choose(list, next);
    } else if (acts && !ready(list)) {
      event.preventDefault();
      waiting.push(event.key);
    } else if (inside && event.key === "Enter") {
      event.preventDefault();
      place(list).querySelector("[data-best]")?.click();
    }
  }, true);

  document.addEventListener("click", (event) => {
    const option = event.target.closest?.("[data-beside] [role=option]");
    const further = event.target.closest?.("[data-next-option]");
    const list = lists();
    if (!list || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (option) {
      event.preventDefault();
      choose(list, option);
    } else if (further) {
      const next = step(list, "j") ?? options(list)[0];
      if (next) choose(list, next);
    }
  });

  document.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.requestConfig.verb === "post" && lists()) acting = true; });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    acting = false;
    if (event.detail.failed) waiting.length = 0;
  });
  document.addEventListener("htmx:afterSettle", goOn);
})();
