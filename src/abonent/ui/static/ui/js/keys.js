// One key does what the thing on the page that names it does: aria-keyshortcuts="p", data-go="k" after g, data-create="k" after c.
(() => {
  let prefix = "";
  let forget = 0;
  const off = () => document.documentElement.dataset.keys === "off";
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select, [contenteditable], [data-search] *");
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  const escaped = (key) => CSS.escape(key);

  const openSheet = (id) => {
    const sheet = document.getElementById(id);
    if (sheet && !sheet.matches(":popover-open")) sheet.showPopover();
  };

  const listPageKeys = () => {
    const box = document.querySelector("[data-page-keys]");
    if (!box) return;
    const found = [...document.querySelectorAll("main [aria-keyshortcuts], .ab-strip [aria-keyshortcuts]")].filter(visible);
    box.hidden = found.length === 0;
    box.querySelector("dl").replaceChildren(...found.map((element) => {
      const row = document.createElement("div");
      const words = (element.getAttribute("aria-label") || element.textContent).replace(/\s+/g, " ").trim();
      const shown = element.querySelector(".ab-key")?.textContent ?? element.getAttribute("aria-keyshortcuts");
      row.innerHTML = "<dt><kbd class='ab-key'></kbd></dt><dd></dd>";
      row.querySelector("kbd").textContent = shown;
      row.querySelector("dd").textContent = words.endsWith(shown) ? words.slice(0, -shown.length).trim() : words;
      return row;
    }));
  };

  const act = (element) => (element.matches("input:not([type=checkbox]), select, textarea") ? (element.focus(), element.select?.()) : element.click());

  // What the page itself names comes before the frame and what floats: on the bank page c finds a customer.
  const named = (key) => {
    const found = [...document.querySelectorAll(`[aria-keyshortcuts~="${escaped(key)}"]`)].filter((element) => visible(element) && element.ariaDisabled !== "true");
    return found.find((element) => element.closest("main, .ab-strip, dialog[open]")) ?? found[0];
  };

  const sequence = (key) => {
    const link = document.querySelector(`[data-${prefix === "g" ? "go" : "create"}="${escaped(key)}"]`);
    prefix = "";
    if (link) link.click();
    return Boolean(link);
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && event.ctrlKey) {
      const main = named("Control+Enter");
      if (main) { event.preventDefault(); main.click(); }
      return;
    }
    if (off() || event.ctrlKey || typing(event.target) || event.key.length !== 1) return;
    const key = event.key.toLowerCase();
    if (prefix && sequence(key)) return event.preventDefault();
    if (key === "?") { event.preventDefault(); return openSheet("keys"); }
    if (key === "g") { prefix = "g"; clearTimeout(forget); forget = setTimeout(() => { prefix = ""; }, 1500); return event.preventDefault(); }
    const element = named(key);
    if (!element) return;
    event.preventDefault();
    if (key === "c" && element.popoverTargetElement) prefix = "c";
    act(element);
  });

  // One-letter keys are switched at once, and the server keeps the choice.
  document.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "keys") return;
    event.preventDefault();
    const choice = event.submitter.value;
    if (choice === "off") document.documentElement.dataset.keys = "off"; else delete document.documentElement.dataset.keys;
    for (const button of event.target.querySelectorAll("button[name=keys]")) button.ariaPressed = String(button.value === choice);
    fetch(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter), headers: { "X-Requested-With": "fetch" } });
  });

  document.addEventListener("toggle", (event) => { if (event.target.matches?.("[data-key-sheet]") && event.newState === "open") listPageKeys(); }, true);
})();
