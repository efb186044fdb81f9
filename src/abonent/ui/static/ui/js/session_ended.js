// A swap that would put the log-in page into a fragment means that the session has ended: the whole page goes to the door and comes back.
document.addEventListener("htmx:beforeSwap", (event) => {
  const path = new URL(event.detail.xhr.responseURL || location.href, location.href).pathname;
  if (!path.startsWith("/account/login") || location.pathname.startsWith("/account/login")) return;
  event.detail.shouldSwap = false;
  location.assign(`${path}?next=${encodeURIComponent(location.pathname + location.search)}`);
});
