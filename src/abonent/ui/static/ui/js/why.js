// A figure that is a link to its reason shows the reason over the page: data-why="ID OF THE POPOVER". Without script the link is followed.
document.addEventListener("click", (event) => {
  const figure = event.target.closest("[data-why]");
  const popover = figure && document.getElementById(figure.dataset.why);
  if (!popover || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const show = () => {
    popover.opener?.closest("tr")?.classList.remove("is-open");
    if (popover.opener) popover.opener.ariaExpanded = "false";
    popover.opener = figure;
    figure.closest("tr")?.classList.add("is-open");
    if (popover.matches(":popover-open")) figure.ariaExpanded = "true";
    else popover.showPopover({ source: figure });
    popover.querySelector("[autofocus]")?.focus();
  };
  if (!figure.href) return show();
  htmx.ajax("GET", figure.href, { target: popover, swap: "innerHTML" }).then(show);
});
document.addEventListener("toggle", (event) => {
  const opener = event.target.opener;
  if (event.newState === "closed" && opener && document.activeElement === document.body) opener.focus();
}, true);
