// Arrow keys in a calendar: data-calendar on it, data-day="2026-07-09" on its days. Left and right by a day, up and down by a week, Home and End to its ends.
document.addEventListener("keydown", (event) => {
  const day = event.target.closest("[data-calendar] [data-day]");
  if (!day || event.ctrlKey || event.altKey || event.metaKey) return;
  const days = [...day.closest("[data-calendar]").querySelectorAll("[data-day]")];
  const here = days.indexOf(day);
  const week = (step) => {
    const wanted = new Date(`${day.dataset.day}T12:00:00Z`);
    wanted.setUTCDate(wanted.getUTCDate() + step);
    return days.find((other) => other.dataset.day === wanted.toISOString().slice(0, 10));
  };
  const next = { ArrowRight: () => days[here + 1], ArrowLeft: () => days[here - 1], ArrowDown: () => week(7), ArrowUp: () => week(-7), Home: () => days[0], End: () => days.at(-1) }[event.key]?.();
  if (!next) return;
  event.preventDefault();
  day.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});
