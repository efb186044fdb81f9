// Counts the seconds down that stand in data-counts-down, as 01:14:08. Silent: a reader of the screen asks for the timer when he wants it.
(() => {
  const two = (number) => String(number).padStart(2, "0");
  const began = new WeakMap();
  setInterval(() => {
    for (const timer of document.querySelectorAll("[data-counts-down]")) {
      const seconds = Number(timer.dataset.countsDown);
      if (!seconds) continue;
      if (!began.has(timer)) began.set(timer, performance.now());
      const left = Math.max(0, Math.round(seconds - (performance.now() - began.get(timer)) / 1000));
      timer.textContent = `${two(Math.floor(left / 3600))}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
    }
  }, 1000);
})();
