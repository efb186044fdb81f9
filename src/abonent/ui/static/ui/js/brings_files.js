// A form that sends its files as soon as they are chosen: data-brings. Files let go anywhere on the page are sent by the first such form.
(() => {
  const form = () => document.querySelector("form[data-brings]");
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length) event.target.closest("form[data-brings]")?.requestSubmit();
  });
  for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    document.addEventListener(name, (event) => {
      if (!form() || !carriesFiles(event)) return;
      event.preventDefault();
      if (name !== "dragleave" || !event.relatedTarget) document.documentElement.toggleAttribute("data-files-over", over);
    });
  }
  document.addEventListener("drop", (event) => {
    const input = form()?.querySelector("input[type=file]");
    if (!input || !carriesFiles(event) || !event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form().requestSubmit();
  });
})();
