// A toast leaves after ten seconds, but not while somebody is at it; a warning stays until it is closed.
(() => {
  const stay = (toast) => toast.matches(":hover, :focus-within");
  const leaveLater = (toast) => {
    if (toast.dataset.counting || toast.classList.contains("ab-toast--warn")) return;
    toast.dataset.counting = "yes";
    const tick = () => (stay(toast) ? setTimeout(tick, 2000) : toast.remove());
    setTimeout(tick, 10000);
  };
  const look = () => document.querySelectorAll("[data-toast]").forEach(leaveLater);
  document.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove());
  document.addEventListener("DOMContentLoaded", () => {
    look();
    const region = document.getElementById("toasts");
    if (region) new MutationObserver(look).observe(region, { childList: true });
  });
})();
