// Menus are <details>, which work before the circuit answers; this closes them on Escape, on a click elsewhere and once an entry is chosen.
const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) {
    if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  }
});

// A circuit takes the link for a page of its own, and an unsent form would ask before it is left.
document.addEventListener("click", (event) => {
  if (!event.target.closest("a.skip")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.getElementById("contenu")?.focus();
}, true);

// A page that says so when there is no network.
navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
