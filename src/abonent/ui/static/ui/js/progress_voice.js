// Says how far a run is every ten seconds, not at every tick: the words stand in data-words of the progress, the region is beside it.
(() => {
  let spoken = 0;
  document.addEventListener("htmx:afterSettle", () => {
    const source = document.querySelector("[data-progress-words]"), voice = document.getElementById("progress-voice");
    const moment = performance.now(), part = source?.dataset.part ?? "";
    if (!source || !voice || (moment - spoken < 10000 && voice.dataset.part === part)) return;
    voice.textContent = source.dataset.progressWords;
    voice.dataset.part = part;
    spoken = moment;
  });
})();
