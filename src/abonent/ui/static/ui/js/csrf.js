// Sends Django's token with every htmx request that changes something.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.cookie.match(new RegExp(`(?:^|; )${document.documentElement.dataset.csrfCookie ?? "csrftoken"}=([^;]+)`));
  if (event.detail.verb !== "get" && token) event.detail.headers["X-CSRFToken"] = token[1];
});
