// The box in the head chooses all rows of the page, Shift a stretch of them; the bulk bar says how many and empties the choice.
// "All of this view" stands for the rows of its other pages too, and says how many they are once they are counted.
(() => {
  const boxes = (list) => [...list.querySelectorAll("[name=chosen]")];
  let last = null;
  const say = (list) => {
    const all = boxes(list), count = all.filter((box) => box.checked).length;
    const head = list.querySelector("[data-choose-all]"), bar = list.querySelector("[data-bulk]");
    if (head) { head.checked = count > 0 && count === all.length; head.indeterminate = count > 0 && count < all.length; }
    if (!bar) return;
    const everything = bar.querySelector("[name=everything]"), counted = list.querySelector("tfoot")?.dataset.counted;
    if (everything && !count) everything.checked = false;
    if (everything && counted) everything.nextElementSibling.textContent = everything.dataset.words.replace("%n", counted);
    for (const act of bar.querySelectorAll("[data-not-of-all]")) act.disabled = Boolean(everything?.checked);
    const words = bar.dataset.words.replace("%n", everything?.checked && counted ? counted : count);
    bar.querySelector("[data-count]").textContent = words;
    bar.setAttribute("aria-label", words);
  };
  document.addEventListener("click", (event) => {
    const list = event.target.closest("[data-list]");
    if (!list) return;
    if (event.target.closest("[data-choose-none]")) { for (const box of boxes(list)) box.checked = false; say(list); return; }
    if (event.target.matches("[data-choose-all]")) for (const box of boxes(list)) box.checked = event.target.checked;
    if (event.target.matches("[name=chosen]")) {
      const everything = list.querySelector("[name=everything]");
      if (everything && !event.target.checked) everything.checked = false;
      const all = boxes(list), here = all.indexOf(event.target), there = all.indexOf(last);
      if (event.shiftKey && there >= 0) all.slice(Math.min(here, there), Math.max(here, there) + 1).forEach((box) => { box.checked = event.target.checked; });
      last = event.target;
    } else if (!event.target.matches("[data-choose-all], [name=everything]")) return;
    say(list);
  });
})();
