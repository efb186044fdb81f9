// Says on the button whether its popover is open; popovers are the browser's own.
document.addEventListener("toggle", (event) => {
  const popover = event.target;
  if (!(popover instanceof HTMLElement) || !popover.popover) return;
  const open = event.newState === "open";
  for (const button of document.querySelectorAll(`[aria-controls="${popover.id}"]`)) {
    if (!open || button === popover.opener || button.popoverTargetElement === popover) button.ariaExpanded = String(open);
  }
  if (!open && popover.opener) { popover.opener.closest("tr")?.classList.remove("is-open"); popover.opener = null; }
}, true);
