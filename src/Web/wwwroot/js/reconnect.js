// Shows in French that the connection is lost and reloads when the server no longer knows the circuit.
const bar = document.getElementById("components-reconnect-modal");
const page = document.documentElement;
// Fields that were changed while nobody listened: told once more when somebody does.
const untold = new Map();

bar.addEventListener("components-reconnect-state-changed", (event) => {
  const state = event.detail.state;
  if (state === "show") {
    bar.hidden = false;
    page.classList.add("disconnected");
  } else if (state === "hide") {
    bar.hidden = true;
    bar.classList.remove("silent", "slow");
    page.classList.remove("disconnected");
    tell();
  } else if (state === "retrying") {
    // The first attempts follow at once; whoever waits longer gets the buttons.
    bar.classList.toggle("slow", event.detail.currentAttempt > 3);
    if (event.detail.currentAttempt > 1) leaveIfOver();
  } else if (state === "rejected" || state === "resume-failed") {
    location.reload();
  } else if (state === "failed") {
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry(), { once: true });
  }
});
document.getElementById("reconnect-retry").addEventListener("click", retry);
document.getElementById("reconnect-reload").addEventListener("click", reload);

// Open pages whose sign-in is over go to the next one (Shared/BackToSignIn.razor). The page that signs out waits for its own answer first.
const Answer = 10_000;
let signsOut = false;
document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action") !== "/deconnexion") return;
  signsOut = true;
  setTimeout(() => (signsOut = false), Answer);
}, true);
window.portalLeave = (address) => {
  if (signsOut) setTimeout(() => location.assign(address), Answer);
  else location.assign(address);
};

// What is typed meanwhile is kept; a click that nobody would hear is not possible, by keyboard neither.
const isLost = (event) => page.classList.contains("disconnected") && !bar.contains(event.target);
for (const type of ["input", "change"]) {
  window.addEventListener(type, (event) => {
    if (!isLost(event)) return;
    event.stopImmediatePropagation();
    untold.set(event.target, (untold.get(event.target) ?? new Set()).add(type));
  }, true);
}
for (const type of ["click", "submit"]) {
  window.addEventListener(type, (event) => {
    if (!isLost(event) || event.target.closest("input:not([type=submit], [type=button]), select, textarea, label, summary")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}

function tell() {
  for (const [field, types] of untold) {
    if (field.isConnected) types.forEach((type) => field.dispatchEvent(new Event(type, { bubbles: true })));
  }
  untold.clear();
}

async function answers() {
  return (await fetch("/health/live", { cache: "no-store" }).catch(() => null))?.ok;
}

// A reload while the portal is away would put the browser's error page in place of what was typed.
async function reload() {
  if (await answers()) location.reload();
  else bar.classList.add("silent");
}

// The sign-in ended elsewhere: no attempt will succeed, and the page's address leads through the next sign-in and back. Asked of the gate itself.
async function leaveIfOver() {
  const gate = await fetch("/_blazor/negotiate?negotiateVersion=1", { method: "POST", cache: "no-store" }).catch(() => null);
  if (gate?.status === 401 && !signsOut) location.reload();
}

async function retry() {
  bar.classList.remove("silent");
  try {
    if (!(await Blazor.reconnect()) && !(await Blazor.resumeCircuit())) location.reload();
  } catch {
    // The portal answers, but not to this page: the sign-in is over, and a reload leads to the next one.
    if (await answers()) location.reload();
    else bar.classList.add("silent");
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry(), { once: true });
  }
}
