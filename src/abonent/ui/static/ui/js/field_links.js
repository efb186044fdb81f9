// A link with data-focuses="ID" goes to that field where the page has it; elsewhere it is followed.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-focuses]");
  const field = link && document.getElementById(link.dataset.focuses);
  if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  field.focus();
});
