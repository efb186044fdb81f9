// Names the chosen files, and shows that a file may be let go here; the field itself takes what is dropped on it.
document.addEventListener("change", (event) => {
  const names = event.target.closest("[data-drop]")?.querySelector("[data-drop-names]");
  if (names) names.textContent = [...event.target.files].map((file) => file.name).join(", ");
});
for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(name, (event) => event.target.closest?.("[data-drop]")?.toggleAttribute("data-over", over));
}
