// j and k walk the rows of a list, x chooses the row, arrows do the same once a row has the focus; Enter follows its link.
(() => {
  const main = (row) => row.querySelector("a.main") ?? row.querySelector("a, button");
  const rows = (table) => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => main(row));
  const move = (step) => {
    const table = document.activeElement.closest("table[data-rows]") ?? document.querySelector("table[data-rows]");
    if (!table) return false;
    const all = rows(table);
    const here = all.indexOf(document.activeElement.closest("tr"));
    const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step];
    if (next) { main(next).focus(); next.scrollIntoView({ block: "nearest" }); }
    return Boolean(next);
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [popover]:popover-open")) return;
    const inside = event.target.closest("table[data-rows] tbody tr");
    const letters = document.documentElement.dataset.keys !== "off";
    const step = (letters && event.key === "j") || (inside && event.key === "ArrowDown") ? 1 : (letters && event.key === "k") || (inside && event.key === "ArrowUp") ? -1 : 0;
    if (step && move(step)) return event.preventDefault();
    const box = letters && event.key === "x" && inside?.querySelector("[name=chosen]");
    if (box) { event.preventDefault(); box.click(); }
  });
})();
