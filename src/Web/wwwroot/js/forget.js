// Whoever signs in next must not find the attendance sheets that somebody else opened. Touches that wait to be sent stay: they
// belong to their login and are sent at its next sign-in.
for (const name of ["presences-pages", "presences-assets"]) globalThis.caches?.delete(name).catch(() => {});
try {
  for (const key of Object.keys(localStorage)) if (key.startsWith("appel:")) localStorage.removeItem(key);
} catch { /* a browser that keeps nothing */ }
