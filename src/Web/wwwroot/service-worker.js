// Without a network a page of the portal says so, instead of the browser's. Nothing that belongs to anybody is kept here; the attendance tablet
// has a worker of its own (js/attendance-worker.js).
const Kept = "hors-ligne-1";
const Page = "/hors-ligne.html";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(Kept).then((cache) => cache.add(new Request(Page, { cache: "reload" }))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("hors-ligne-") && name !== Kept) await caches.delete(name);
    // The page is asked for while this worker starts, so that it costs no time where there is a network.
    await self.registration.navigationPreload?.enable();
  })());
});

self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate" || event.request.method !== "GET") return;
  event.respondWith((async () => {
    try {
      return (await event.preloadResponse) ?? (await fetch(event.request));
    } catch {
      return (await caches.match(Page)) ?? Response.error();
    }
  })());
});
