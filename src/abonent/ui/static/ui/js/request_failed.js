// Says so when htmx gets no answer or a broken one; the text stands in the page, in the reader's language.
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    const words = document.getElementById("request-failed");
    const region = document.getElementById("toasts");
    if (words && region && !region.querySelector("[data-failed]")) region.append(words.content.cloneNode(true));
  });
}
