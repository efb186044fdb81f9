{% load static %}// Keeps one page on the telephone: the round, with what it looks like. Asked of the network first, so that an addendum is seen.
const PAGE = "{{ page|escapejs }}";
const KEPT = "round";
const LOOKS = ["{% static "frontend/abonent.css" %}", "{% static "distribution/round.css" %}", "{% static "distribution/round.js" %}", "{% static "ui/logo.svg" %}"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([PAGE, ...LOOKS])).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || (path !== PAGE && !LOOKS.includes(path))) return;
  event.respondWith((async () => {
    const kept = await caches.open(KEPT);
    try {
      const answer = await fetch(event.request);
      // An address that was ended takes its page along.
      if (answer.ok) await kept.put(event.request, answer.clone());
      else if (path === PAGE && answer.status === 404) await kept.delete(event.request);
      return answer;
    } catch {
      return (await kept.match(event.request)) ?? Response.error();
    }
  })());
});
