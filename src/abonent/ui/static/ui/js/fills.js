// What came with data-fills='{"name": "value"}' goes into the empty fields of the page's form; what somebody has typed stays.
document.addEventListener("htmx:afterSwap", () => {
  const said = document.querySelector("[data-fills]");
  if (!said) return;
  const values = JSON.parse(said.dataset.fills);
  said.removeAttribute("data-fills");
  for (const [name, value] of Object.entries(values)) {
    for (const field of document.querySelectorAll(`main form [name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type !== "hidden" && !field.value) field.value = value;
      else continue;
      field.dispatchEvent(new Event(field.type === "radio" ? "change" : "input", { bubbles: true }));
    }
  }
});
