// What every form of the portal does, whoever wrote it: what is typed is kept in this browser, sealed, until it was sent, for a day at most;
// leaving what was not sent asks; a refusal is led to. A form needs nothing for it but names for its fields. docs/decisions/0026
const Prefix = "brouillon:";
const Day = 24 * 60 * 60 * 1000;
const Forms = "main form[novalidate]:not([method])";
const Fields = "input:not([type=password], [type=file], [type=hidden], [type=submit], [autocomplete=one-time-code]), textarea, select";

const states = new WeakMap(); // of a form: where its draft lies, which fields were touched
let applying = false;
let sent = null; // the form that was sent last
let watch = null; // the form whose refusal is waited for
let leaving = false;
let goneOn = false; // whether whoever sent it is doing something else already

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (array) => btoa(String.fromCharCode(...new Uint8Array(array)));

// The key is this login's and never stored: another login, or nobody, reads nothing.
let access = null;
const open = () => (access ??= ask().catch(() => null).then((mine) => {
  if (!mine) access = null;
  return mine;
}));
async function ask() {
  if (!globalThis.crypto?.subtle) return null;
  const answer = await fetch("/mon-compte/brouillons", { cache: "no-store", redirect: "error" });
  if (!answer.ok) return null;
  const { owner, key } = await answer.json();
  return { owner, key: await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]) };
}

const store = {
  get: (place) => {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null;
    }
  },
  set: (place, value) => {
    try {
      localStorage.setItem(place, JSON.stringify(value));
    } catch { /* a browser that keeps nothing, or is full */ }
  },
  remove: (place) => {
    try {
      localStorage.removeItem(place);
    } catch { /* the same */ }
  },
  all: () => {
    try {
      return Object.keys(localStorage).filter((place) => place.startsWith(Prefix));
    } catch {
      return [];
    }
  },
};

for (const place of store.all()) {
  if (!(Date.now() - store.get(place)?.at < Day)) store.remove(place);
}

function nameOf(form) {
  const first = [...form.querySelectorAll(Fields)].find((field) => field.id && !field.id.startsWith("mud"));
  return form.id || form.getAttribute("aria-label") || first?.id || `${[...document.querySelectorAll(Forms)].indexOf(form)}`;
}

function stateOf(form) {
  let state = states.get(form);
  if (!state) states.set(form, (state = { place: `${Prefix}${location.pathname}${location.search}#${nameOf(form)}`, touched: new Set(), timer: 0, rows: countsOf(form) }));
  return state;
}

function* fieldsOf(form) {
  const count = {};
  for (const field of form.querySelectorAll(Fields)) {
    if (field.closest("[data-no-draft]")) continue;
    const name = field.id && !field.id.startsWith("mud") ? field.id : `${field.name || field.type}`;
    count[name] = (count[name] ?? -1) + 1;
    yield [`${name}[${count[name]}]`, field];
  }
}

const valueOf = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);
const rowsOf = (form) => [...form.querySelectorAll("[data-draft-add]")];
const countsOf = (form) => Object.fromEntries(rowsOf(form).map((button) => [button.dataset.draftAdd, countOf(form, button)]));
const countOf = (form, button) => form.querySelectorAll(`[data-draft-row="${button.dataset.draftAdd}"]`).length;

async function save(form) {
  const state = stateOf(form);
  const rows = countsOf(form);
  // Where a row was taken away the others have moved up: what stands in them would come back to the wrong ones.
  const stands = (field) => !((field = field.closest("[data-draft-row]")) && rows[field.dataset.draftRow] < state.rows[field.dataset.draftRow]);
  const fields = Object.fromEntries([...fieldsOf(form)].filter(([name, field]) => state.touched.has(name) && stands(field)).map(([name, field]) => [name, valueOf(field)]));
  const mine = await open();
  if (!mine || state.touched.size === 0) return;
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, mine.key, new TextEncoder().encode(JSON.stringify({ fields, rows })));
  // Sent while it was being sealed.
  if (state.touched.size > 0) store.set(state.place, { owner: mine.owner, at: Date.now(), nonce: text(nonce), sealed: text(sealed) });
}

function touch(event) {
  const form = event.target.closest?.(Forms);
  // Before the page answers, early.js keeps it and does it again.
  if (!form || applying || !window.portalReady) return;
  const found = [...fieldsOf(form)].find(([, field]) => field === event.target);
  if (!found) return;
  const state = stateOf(form);
  state.touched.add(found[0]);
  // Of buttons that exclude each other, the other one changed as well.
  if (event.target.type === "radio") for (const [name, field] of fieldsOf(form)) if (field.type === "radio" && field.name === event.target.name) state.touched.add(name);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), 150);
}

async function restore(form) {
  const state = stateOf(form);
  const draft = store.get(state.place);
  if (!draft) return;
  const mine = await open();
  if (!mine || draft.owner !== mine.owner) return;
  let read;
  try {
    read = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(draft.nonce) }, mine.key, bytes(draft.sealed))));
  } catch {
    // From before a new password: nobody will read it any more.
    store.remove(state.place);
    return;
  }

  await apply(form, state, read);
  tell(draft, state);
}

async function apply(form, state, { fields, rows }) {
  const left = new Map(Object.entries(fields));
  for (let turn = 0; turn < 60 && left.size > 0 && form.isConnected; turn++) {
    const short = rowsOf(form).filter((button) => countOf(form, button) < Math.min(rows[button.dataset.draftAdd] ?? 0, 50));
    for (const button of short) button.click();
    if (short.length > 0) {
      await pause(100);
      continue;
    }

    for (const [name, field] of fieldsOf(form)) {
      if (!left.has(name) || field.disabled) continue;
      const value = left.get(name);
      left.delete(name);
      // Whoever types already knows better.
      if (state.touched.has(name)) continue;
      state.touched.add(name);
      if (valueOf(field) === value) continue;
      applying = true;
      if (typeof value === "boolean") field.checked = value;
      else field.value = value;
      // A button that was let go says nothing: the chosen one does.
      if (!(field.type === "radio" && !value)) for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
      applying = false;
      await pause(0);
    }

    await pause(100);
  }
}

// At the end of the page and not in the form, which is Blazor's.
function tell(draft, state) {
  document.getElementById("draft-notice")?.remove();
  const notice = document.createElement("div");
  notice.id = "draft-notice";
  notice.setAttribute("role", "status");
  const when = new Date(draft.at).toLocaleString("fr-FR", { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const words = document.createElement("p");
  words.textContent = `Brouillon retrouvé : votre saisie du ${when}, qui n’avait pas été envoyée.`;
  const erase = document.createElement("button");
  erase.type = "button";
  erase.className = "button button-plain";
  erase.textContent = "Effacer le brouillon";
  erase.addEventListener("click", () => {
    forget(state);
    location.reload();
  });
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button";
  close.textContent = "Continuer";
  close.addEventListener("click", () => notice.remove());
  const buttons = document.createElement("div");
  buttons.className = "row";
  buttons.append(close, erase);
  notice.append(words, buttons);
  document.body.append(notice);
}

function forget(state) {
  clearTimeout(state.timer);
  state.touched.clear();
  store.remove(state.place);
}

// What became of a command, told by the page: Shared/Ready.razor.
window.portalForms = {
  told(isRefused) {
    if (isRefused) {
      look(watch ?? sent, true);
    } else if (sent) {
      forget(stateOf(sent));
      sent = watch = null;
      document.getElementById("draft-notice")?.remove();
    }
  },
};

// To the first field that was refused; where none was, to what was said.
async function look(form, isRefused) {
  await pause(150);
  if (!form?.isConnected) return;
  const field = form.querySelector("[aria-invalid=true]");
  const target = field ? field.matches("input, textarea, select") ? field : field.querySelector("input, textarea, select, button") ?? field : isRefused ? document.querySelector("main .notice-error") : null;
  if (!target) return;
  watch = null;
  // Somebody who types again must not find the letters in another field.
  if (goneOn) return;
  if (!target.matches("input, textarea, select, button")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  (field ?? target).scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

// A link away from what was not sent.
const isUnsent = () => [...document.querySelectorAll(Forms)].some((form) => states.get(form)?.touched.size > 0);
function askToLeave(link) {
  const dialog = document.createElement("dialog");
  dialog.className = "leave";
  dialog.setAttribute("aria-labelledby", "leave-title");
  dialog.innerHTML = '<h2 id="leave-title">Quitter sans envoyer ?</h2><p>Votre saisie n’a pas été envoyée. Elle reste en brouillon sur cet appareil jusqu’à demain, ou jusqu’à votre déconnexion.</p>'
    + '<form method="dialog" class="row"><button class="button" value="stay" autofocus>Rester sur la page</button><button class="button button-plain" value="leave">Quitter la page</button></form>';
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue !== "leave") return;
    leaving = true;
    link.click();
    leaving = false;
  });
  document.body.append(dialog);
  dialog.showModal();
}

window.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || leaving || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.target || link.hasAttribute("download")) return;
  const to = new URL(link.href, location.href);
  if (to.origin !== location.origin || to.pathname === location.pathname || !isUnsent()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  askToLeave(link);
}, true);

// On the window: what is typed while nobody listens (reconnect.js) is kept all the same.
window.addEventListener("input", touch, true);
window.addEventListener("change", touch, true);
for (const act of ["input", "keydown", "pointerdown"]) document.addEventListener(act, (event) => (goneOn ||= event.isTrusted), true);
document.addEventListener("focusin", (event) => (goneOn ||= event.target.matches(Fields)), true);
// The key is there before the connection is lost.
document.addEventListener("focusin", (event) => event.target.closest?.(Forms) && open(), true);
document.addEventListener("submit", (event) => {
  if (event.target.matches(Forms)) {
    sent = watch = event.target;
    goneOn = false;
  }
  // At once: whatever page comes then, whoever signs out leaves nothing.
  if (event.target.getAttribute("action") === "/deconnexion") {
    for (const form of document.querySelectorAll(Forms)) forget(stateOf(form));
    store.all().forEach(store.remove);
  }
}, true);

const seen = new WeakSet();
let settling = 0;
function settle() {
  for (const form of document.querySelectorAll(Forms)) {
    if (!seen.has(form)) {
      seen.add(form);
      restore(form);
    }
  }

  if (watch) look(watch, false);
}

function begin() {
  settle();
  new MutationObserver(() => {
    clearTimeout(settling);
    settling = setTimeout(settle, 100);
  }).observe(document.body, { childList: true, subtree: true });
}

if (window.portalReady) begin();
else document.addEventListener("portal-ready", begin, { once: true });
