// Light or dark at once, and kept by the server for the next page.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !["theme", "density"].includes(button.name)) return;
  event.preventDefault();
  const body = new FormData(event.target, button);
  document.documentElement.dataset[button.name === "theme" ? "bsTheme" : "density"] = button.value;
  fetch(event.target.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
  for (const other of document.querySelectorAll(`button[name="${button.name}"][aria-pressed]`)) other.ariaPressed = String(other.value === button.value);
  for (const toggle of document.querySelectorAll("[data-theme-toggle] button")) if (button.name === "theme") toggle.value = button.value === "dark" ? "light" : "dark";
});
