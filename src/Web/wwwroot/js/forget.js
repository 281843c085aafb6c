// Whoever signs in next must not find the attendance sheets that somebody else opened. Touches that wait to be sent stay: they
// belong to their login and are sent at its next sign-in.
for (const name of ["presences-pages", "presences-assets"]) globalThis.caches?.delete(name).catch(() => {});
try {
  // Drafts outlive a sign-in that ended by itself: they are sealed for their login. Whoever signs out leaves none.
  const left = location.pathname === "/deconnexion" ? ["appel:", "brouillon:"] : ["appel:"];
  for (const key of Object.keys(localStorage)) if (left.some((kind) => key.startsWith(kind))) localStorage.removeItem(key);
} catch { /* a browser that keeps nothing */ }
