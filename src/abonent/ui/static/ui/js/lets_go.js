// A form with data-lets-go has given away the cursor once it is saved: the next letter is a key of the page again, not a word in the field.
(() => {
  document.addEventListener("htmx:afterSettle", (event) => {
    const { requestConfig, xhr } = event.detail;
    if (requestConfig?.elt.matches?.("[data-lets-go]") && xhr.status < 300) document.activeElement.blur();
  });
})();
