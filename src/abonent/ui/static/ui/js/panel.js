// A link with data-panel="ID" shows its page's form in a panel over the present page; Esc and the button close it. Without script the link is followed.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-panel]");
  const panel = link && document.getElementById(link.dataset.panel);
  if (!panel || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // Settled at once: htmx puts the cursor into the first field when it settles, and by then somebody may be typing in the second.
  htmx.ajax("GET", link.href, { target: panel, swap: "innerHTML settle:0ms" }).then(() => { if (!panel.open) panel.showModal(); });
});
