// Tabs that swap a part of their page: the one that was taken becomes the present one. The present one is always in view.
(() => {
  const show = (tab) => tab.scrollIntoView({ block: "nearest", inline: "nearest" });

  document.addEventListener("htmx:afterSwap", (event) => {
    const tab = event.detail.requestConfig?.elt.closest(".ab-tabs > a");
    if (!tab?.isConnected) return;
    for (const other of tab.parentElement.children) other.removeAttribute("aria-current");
    tab.setAttribute("aria-current", "page");
    show(tab);
  });

  for (const tab of document.querySelectorAll('.ab-tabs > [aria-current="page"]')) show(tab);
})();
