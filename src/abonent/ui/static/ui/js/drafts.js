// What is typed into a form with data-keep-draft is kept in this browser, per user and page, until it is saved, discarded, or the user
// logs out: a session that ends or a line that breaks takes nothing away. Words and user stand in the page: <template id="draft-kept">.
(() => {
  const DAYS = 14;
  const kept = document.getElementById("draft-kept");
  if (!kept) return;
  const owner = `draft:${kept.dataset.user}:`;
  const keyOf = (form) => `${owner}${location.pathname}:${form.id || form.getAttribute("action") || "form"}`;
  const forms = (root) => [...(root.matches?.("[data-keep-draft]") ? [root] : []), ...root.querySelectorAll("[data-keep-draft]")];
  const fields = (form) => [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type));
  const states = (form) => fields(form).map((field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value));
  const fresh = new WeakMap();

  const keep = (form) => {
    const now = JSON.stringify(states(form));
    if (now === fresh.get(form)) localStorage.removeItem(keyOf(form));
    else localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), states: JSON.parse(now) }));
  };

  const put = (form, values) => fields(form).forEach((field, place) => {
    if (["checkbox", "radio"].includes(field.type)) field.checked = values[place];
    else field.value = values[place];
  });

  const offer = (form) => {
    const notice = kept.content.firstElementChild.cloneNode(true);
    notice.querySelector("button").addEventListener("click", () => {
      put(form, JSON.parse(fresh.get(form)));
      localStorage.removeItem(keyOf(form));
      notice.remove();
    });
    form.prepend(notice);
  };

  const restore = (form) => {
    if (fresh.has(form)) return;
    fresh.set(form, JSON.stringify(states(form)));
    const draft = JSON.parse(localStorage.getItem(keyOf(form)) ?? "null");
    // A refused form comes back with what was typed in it.
    if (!draft || draft.states.length !== fields(form).length || form.querySelector(".is-invalid, [role=alert]")) return;
    put(form, draft.states);
    offer(form);
  };

  // A form that was sent is saved unless the same page comes back as it was: reloaded after a broken line, or refused.
  const settleSent = () => {
    const sent = JSON.parse(sessionStorage.getItem("draft-sent") ?? "null");
    sessionStorage.removeItem("draft-sent");
    if (!sent) return;
    const again = performance.getEntriesByType("navigation")[0]?.type !== "navigate" && sent.path === location.pathname;
    if (!again && !document.querySelector("[data-keep-draft] .is-invalid")) localStorage.removeItem(sent.key);
  };

  const forgetOld = () => Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => {
    if (Date.now() - JSON.parse(localStorage.getItem(key)).at > DAYS * 86_400_000) localStorage.removeItem(key);
  });

  document.addEventListener("input", (event) => { const form = event.target.closest("[data-keep-draft]"); if (form) keep(form); });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-log-out]")) Object.keys(localStorage).filter((key) => key.startsWith(owner)).forEach((key) => localStorage.removeItem(key));
    if (event.target.matches("[data-keep-draft]:not([hx-post])")) sessionStorage.setItem("draft-sent", JSON.stringify({ key: keyOf(event.target), path: location.pathname }));
  });
  // Before the swap: the fresh form that comes back must find no draft.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig.elt;
    if (event.detail.xhr.status < 400 && form.matches("[data-keep-draft]")) localStorage.removeItem(keyOf(form));
  });
  document.addEventListener("htmx:load", (event) => forms(event.detail.elt).forEach(restore));
  settleSent();
  forgetOld();
})();
