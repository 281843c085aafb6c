// Shows the reconnecting dialog in French and reloads when the server no longer knows the circuit.
const dialog = document.getElementById("components-reconnect-modal");
dialog.addEventListener("components-reconnect-state-changed", (event) => {
  const state = event.detail.state;
  if (state === "show") {
    if (!dialog.open) dialog.showModal();
  } else if (state === "hide") {
    dialog.close();
  } else if (state === "rejected" || state === "resume-failed") {
    location.reload();
  } else if (state === "failed") {
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry(), { once: true });
  }
});
document.getElementById("reconnect-retry").addEventListener("click", retry);

async function retry() {
  try {
    if (!(await Blazor.reconnect()) && !(await Blazor.resumeCircuit())) location.reload();
  } catch {
    // The portal answers, but not to this page: the sign-in is over, and a reload leads to the next one.
    if ((await fetch("/health/live", { cache: "no-store" }).catch(() => null))?.ok) location.reload();
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry(), { once: true });
  }
}
