// Keeps the attendance sheets that were opened on this tablet today, so that one can be opened again without a connection. Sheets
// name children: they are kept for a day at most, and forgotten by the sign-in page (js/forget.js).
const pages = "presences-pages";
const assets = "presences-assets";
const sheet = "/gestion/presences";
const keptFor = 16 * 60 * 60 * 1000;
const patience = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === sheet) event.respondWith(open(request));
  } else if (/^\/(css|js|fonts)\/|^\/ClsPortal\.Web\.[\w.]*css$|^\/icon\.[\w.]*svg$/.test(url.pathname)) event.respondWith(asset(request));
});

// The first visit was before this worker: the page asks to be kept, and names what it is made of.
self.addEventListener("message", (event) => {
  const { assets: urls, page } = event.data ?? {};
  if (Array.isArray(urls)) event.waitUntil(keepAssets(urls));
  if (page) event.waitUntil(fetch(page, { credentials: "same-origin", redirect: "manual" }).then((response) => keep(page, response)).catch(() => {}));
});

async function open(request) {
  await forgetOld();
  const kept = await (await caches.open(pages)).match(request.url);
  try {
    const response = await fetch(request, kept ? { signal: AbortSignal.timeout(patience) } : {});
    // A sign-in that ended, or another page instead of the sheet.
    if (response.type === "opaqueredirect" || response.redirected) return response;
    if (response.ok) await keep(request.url, response.clone());
    // A proxy that answers for a portal it cannot reach.
    return kept && response.status >= 502 && response.status <= 504 ? shown(kept) : response;
  } catch {
    return kept ? shown(kept) : list();
  }
}

async function keep(url, response) {
  if (!response.ok || response.redirected || !response.headers.get("Content-Type")?.startsWith("text/html")) return;
  const html = await response.text();
  if (!html.includes('id="presences"')) return;
  const headers = { "Content-Type": "text/html; charset=utf-8", "X-Kept": String(Date.now()) };
  const policy = response.headers.get("Content-Security-Policy");
  if (policy) headers["Content-Security-Policy"] = policy;
  await (await caches.open(pages)).put(url, new Response(html, { headers }));
}

async function shown(kept) {
  const html = await kept.text();
  return new Response(html.replace('id="presences"', `id="presences" data-kept="${kept.headers.get("X-Kept")}"`), { headers: kept.headers });
}

async function list() {
  const cache = await caches.open(pages);
  const entries = [];
  for (const key of await cache.keys()) {
    const html = await (await cache.match(key)).text();
    const url = new URL(key.url);
    entries.push(`<li><a href="${(url.pathname + url.search).replaceAll("&", "&amp;").replaceAll('"', "&quot;")}">${/<h2>(.*?)<\/h2>/s.exec(html)?.[1].replaceAll(/<[^>]*>/g, "") ?? "Présences"}</a></li>`);
  }
  const body = entries.length > 0 ? `<p>Séances ouvertes aujourd’hui sur cet appareil :</p><ul>${entries.join("")}</ul>` : "<p>Aucune séance n’a été ouverte aujourd’hui sur cet appareil.</p>";
  return new Response(
    `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Hors connexion</title>`
    + `<style>body{max-width:40rem;margin:0 auto;padding:1rem;font:18px/1.6 sans-serif}a{display:inline-block;padding:.4rem 0}</style></head>`
    + `<body><main><h1>Hors connexion</h1>${body}<p><a href="${sheet}">Réessayer</a></p></main></body></html>`,
    { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function forgetOld() {
  const cache = await caches.open(pages);
  for (const key of await cache.keys()) {
    const at = Number((await cache.match(key))?.headers.get("X-Kept"));
    if (!(Date.now() - at < keptFor)) await cache.delete(key);
  }
}

// Addresses of assets change with their content: what is kept never grows old, and what no page names is dropped.
async function asset(request) {
  const kept = await (await caches.open(assets)).match(request.url);
  return kept ?? fetch(request);
}

async function keepAssets(urls) {
  const cache = await caches.open(assets);
  for (const key of await cache.keys()) if (!urls.includes(key.url)) await cache.delete(key);
  for (const url of urls) if (!(await cache.match(url))) await cache.add(url).catch(() => {});
}
