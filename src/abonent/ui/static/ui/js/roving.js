// One tab stop for a group of buttons, arrows move inside it: data-roving on the group. Home and End go to its ends.
document.addEventListener("keydown", (event) => {
  const group = event.target.closest("[data-roving]");
  if (!group) return;
  const items = [...group.querySelectorAll("[tabindex]")];
  const here = items.indexOf(event.target);
  const next = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
  if (here < 0 || next === undefined || !items[next]) return;
  event.preventDefault();
  items[here].tabIndex = -1;
  items[next].tabIndex = 0;
  items[next].focus();
});
