// A toast leaves after ten seconds, but not while somebody is at it; a warning stays until it is closed. Whoever acts fast sees the
// latest few, and the key for Undo belongs to the latest alone.
(() => {
  const most = () => (matchMedia("(max-width: 767.98px)").matches ? 1 : 3);
  const stay = (toast) => toast.matches(":hover, :focus-within");
  const leaveLater = (toast) => {
    if (toast.dataset.counting) return;
    toast.dataset.counting = "yes";
    const tick = () => (stay(toast) ? setTimeout(tick, 2000) : toast.remove());
    setTimeout(tick, 10000);
  };
  const loseKey = (undo) => {
    undo.removeAttribute("aria-keyshortcuts");
    undo.querySelector(".ab-key")?.remove();
  };
  const look = () => {
    const leaving = [...document.querySelectorAll("[data-toast]:not(.ab-toast--warn)")];
    leaving.forEach(leaveLater);
    leaving.slice(0, -most()).filter((toast) => !stay(toast)).forEach((toast) => toast.remove());
    [...document.querySelectorAll("[data-toast] [aria-keyshortcuts=z]")].slice(0, -1).forEach(loseKey);
  };
  document.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove());
  document.addEventListener("DOMContentLoaded", () => {
    look();
    const region = document.getElementById("toasts");
    if (region) new MutationObserver(look).observe(region, { childList: true });
  });
})();
