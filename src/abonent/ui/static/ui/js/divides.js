// Says how much of an amount is not divided yet: data-divides="3076.00" on the form, its words in data-divides-left and -over with a %.
(() => {
  const read = (text) => Number(text.replace(/\s/g, "").replace("\u2212", "-").replace(",", ".")) || 0;
  const written = (amount) => new Intl.NumberFormat("sv", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);
  const say = (form) => {
    const fields = [...form.querySelectorAll("input[inputmode=decimal]")];
    const left = Math.round((Number(form.dataset.divides) - fields.reduce((sum, field) => sum + read(field.value), 0)) * 100) / 100;
    const words = form.querySelector("[data-divides-words]");
    words.textContent = (left < 0 ? form.dataset.dividesOver : form.dataset.dividesLeft).replace("%", written(Math.abs(left)));
    words.classList.toggle("danger", left < 0);
  };
  document.addEventListener("input", (event) => { const form = event.target.closest("[data-divides]"); if (form) say(form); });
  const all = () => document.querySelectorAll("[data-divides]").forEach(say);
  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:afterSettle", all);
})();
