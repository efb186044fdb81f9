// Enter in a field that searches while it is typed accepts what is shown for exactly these words, if that is one thing:
// data-accepts-shown="ID OF THE PLACE" on the field, data-shown-for="WORDS" on the place, [data-best] on what is pressed.
// Else Enter asks, as in any search.
document.addEventListener("keydown", (event) => {
  const field = event.key === "Enter" && !event.isComposing && event.target.closest("[data-accepts-shown]");
  const place = field && document.getElementById(field.dataset.acceptsShown);
  if (!place || place.dataset.shownFor !== field.value.trim()) return;
  const [best, ...others] = place.querySelectorAll("form button");
  if (!best?.matches("[data-best]") || others.length) return;
  event.preventDefault();
  best.click();
}, true);
