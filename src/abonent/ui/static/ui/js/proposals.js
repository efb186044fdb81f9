// A proposal goes into the field of its form that it names, as if somebody had typed it: <button type="button" data-proposes="days" value="2w">.
document.addEventListener("click", (event) => {
  const proposal = event.target.closest("[data-proposes]");
  const field = proposal?.form?.elements[proposal.dataset.proposes];
  if (!field) return;
  field.value = proposal.value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
});
