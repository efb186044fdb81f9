// Keeps the round readable without a network, and what is reported on it until there is one. Without this script the forms send themselves.
(() => {
  const page = document.body.dataset, state = document.querySelector("[data-state]"), shelf = `reports ${page.round}`;

  // What the browser will not keep (a full or forbidden shelf) is at least sent at once.
  let waiting = [];
  const read = () => { try { waiting = JSON.parse(localStorage.getItem(shelf)) ?? waiting; } catch { /* as it is */ } return waiting; };
  const keep = (reports) => { waiting = reports; try { localStorage.setItem(shelf, JSON.stringify(reports)); } catch { /* as it is */ } };
  const say = (words) => { state.textContent = words; };
  const count = () => (waiting.length ? state.dataset.waits.replace("#", waiting.length) : "");

  let isSending = false;
  const send = async () => {
    if (isSending || !read().length) return;
    isSending = true;
    const sent = [...waiting];
    try {
      const answer = await fetch(page.reports, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ reports: sent }) });
      if (answer.ok) {
        const taken = (await answer.json()).taken, keys = sent.map((report) => report.key);
        keep(read().filter((report) => !keys.includes(report.key)));
        say(keys.every((key) => taken.includes(key)) ? state.dataset.sent : state.dataset.refused);
      } else say(answer.status < 500 ? state.dataset.refused : count());
    } catch { say(count()); }
    isSending = false;
  };

  // A secret address may be opened where crypto.randomUUID is not: the key of the page serves once, further ones are drawn here.
  const drawnKey = () => ([1e7] + -1e3 + -4e3 + -8e3 + -1e11).replace(/[018]/g, (c) => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-report]");
    if (!form) return;
    event.preventDefault();
    const said = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    keep([...read(), { ...said, key: drawnKey() }]);
    say(count());
    if (form.dataset.done) {
      const done = Object.assign(document.createElement("p"), { className: "round-done", textContent: form.dataset.done, tabIndex: -1 });
      form.querySelector("button").replaceWith(done);
      done.focus();
    } else {
      form.reset();
      const report = form.closest("details");
      report.open = false;
      report.querySelector("summary").focus();
    }
    send();
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  setInterval(send, 30000);
  say(read() && count());
  send();
  navigator.serviceWorker?.register(page.worker);
})();
