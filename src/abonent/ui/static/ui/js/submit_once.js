// A form is sent once: while it is under way its button turns and a second press does nothing.
(() => {
  const under = new WeakSet();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (under.has(event.target)) return event.preventDefault();
    under.add(event.target);
    if (event.submitter) event.submitter.ariaBusy = "true";
    setTimeout(() => { under.delete(event.target); if (event.submitter) event.submitter.ariaBusy = null; }, 8000);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
