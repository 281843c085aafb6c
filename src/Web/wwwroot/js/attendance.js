// Attendance on a tablet whose connection comes and goes. Every touch is first kept in this browser, then sent in order, until the
// portal has answered it. Each touch has a number of its own, so that sending it twice notes it once, and names the newest touch
// that this tablet had seen, so that nobody writes over a colleague's without being told. A worker keeps the page itself, for a
// reload without a connection (js/attendance-worker.js); what the portal last told is kept beside the queue.
const root = document.getElementById("presences");
if (root) start();

function start() {
  const { user, day, activity, zone, starts, ends, marks: marksUrl, state: stateUrl } = root.dataset;
  const isToday = root.dataset.today === "true";
  const isReadOnly = root.dataset.readonly === "true";
  const key = `presences:${user}`;
  const toldKey = `appel:${user}:${day}:${activity}`;
  const kept = Number(root.dataset.kept ?? 0); // when the page was kept, if it comes from this tablet and not from the portal
  const clock = new Intl.DateTimeFormat("fr-FR", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const cards = new Map();
  let token = root.querySelector("input[name=__RequestVerificationToken]")?.value ?? "";
  let connection = kept ? "lost" : "ok"; // ok, lost, signedOut
  let failures = 0;
  let timer = 0;

  for (const card of root.querySelectorAll("[data-booking]")) {
    cards.set(card.dataset.booking, { card, name: card.dataset.name, now: JSON.parse(card.dataset.now), pickUps: JSON.parse(card.dataset.pickups), isInvoiced: card.dataset.invoiced === "true" });
  }

  // --- What the portal told last: newer than a page that was kept, older than one that was just sent.
  function remember() {
    try {
      localStorage.setItem(toldKey, JSON.stringify({ at: Date.now(), lines: Object.fromEntries([...cards].map(([booking, entry]) => [booking, entry.now])) }));
    } catch { /* full or forbidden: the page's own state remains */ }
  }

  function recall() {
    try {
      const told = JSON.parse(localStorage.getItem(toldKey));
      if (told && told.at >= kept) for (const [booking, now] of Object.entries(told.lines)) if (cards.has(booking)) cards.get(booking).now = now;
    } catch { /* nothing was told */ }
  }

  function forgetOld() {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith("appel:")) continue;
      try {
        if (Date.now() - JSON.parse(localStorage.getItem(name)).at < 16 * 60 * 60 * 1000) continue;
      } catch { /* not readable: of no use */ }
      localStorage.removeItem(name);
    }
  }

  // --- The queue. It is read from the browser's store each time: a second window of the same browser shares it.
  const load = () => {
    try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
  };
  const save = (queue) => {
    if (queue.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(queue));
  };
  const waitingOf = (queue, booking) => queue.filter((item) => item.bookingId === booking && !item.problem);

  function mark(booking, kind, more = {}) {
    const entry = cards.get(booking);
    const queue = load();
    const last = waitingOf(queue, booking).at(-1);
    queue.push({
      operationId: newId(), bookingId: booking, kind, deviceAt: new Date().toISOString(), basedOn: last ? last.operationId : entry?.now.newest ?? null,
      at: null, with: null, note: null, ...more, name: entry?.name ?? more.name, day,
    });
    save(queue);
    show();
    send();
  }

  // crypto.randomUUID exists on secure addresses only, and a centre may run on its own network without one.
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  // --- Sending. One sender at a time among the windows of this browser.
  const exclusively = (work) => (navigator.locks ? navigator.locks.request(key, work) : work());

  function send() {
    clearTimeout(timer);
    exclusively(sendQueue).catch(() => lost()).finally(() => {
      show();
      timer = setTimeout(send, load().some((item) => !item.problem) ? Math.min(30000, 1000 * 2 ** failures) : 15000);
    });
  }

  async function sendQueue() {
    const waiting = load().filter((item) => !item.problem).slice(0, 50);
    if (waiting.length === 0) return refresh();
    const body = waiting.map(({ operationId, bookingId, kind, deviceAt, basedOn, at, with: person, note }) =>
      ({ operationId, bookingId: Number(bookingId), kind, deviceAt, basedOn, at: at ? `${at}:00` : null, with: person, note }));
    const response = await ask(marksUrl, { method: "POST", headers: { "Content-Type": "application/json", RequestVerificationToken: token }, body: JSON.stringify(body) });
    if (!response) return;
    if (response.status === 400) {
      failures++;
      return refresh(); // brings a fresh token
    }
    if (!response.ok) return lost();
    const results = await response.json();
    const queue = load();
    for (const result of results) {
      const index = queue.findIndex((item) => item.operationId === result.operationId);
      if (index < 0) continue;
      const entry = cards.get(queue[index].bookingId);
      if (result.now && entry) entry.now = result.now;
      if (result.reception === "Applied" || result.reception === "AlreadySo") queue.splice(index, 1);
      else queue[index].problem = { sentence: result.sentence, now: result.now };
    }
    save(queue);
    remember();
    failures = results.length === 0 ? failures + 1 : 0;
    connection = "ok";
    if (results.length > 0 && load().some((item) => !item.problem)) return sendQueue();
  }

  async function refresh() {
    const response = await ask(`${stateUrl}?jour=${day}&activite=${activity}`, {});
    if (!response) return;
    if (!response.ok) return lost();
    const state = await response.json();
    token = state.token;
    connection = "ok";
    const queue = load();
    let isStrange = state.lines.length !== cards.size;
    for (const line of state.lines) {
      const entry = cards.get(String(line.bookingId));
      if (!entry) isStrange = true;
      else if (waitingOf(queue, String(line.bookingId)).length === 0) entry.now = line.now;
    }
    remember();
    root.querySelector("[data-list-changed]")?.remove();
    if (isStrange) {
      const notice = element("div", "notice", element("p", "", "La liste des inscrits a changé. "));
      notice.dataset.listChanged = "";
      notice.firstChild.append(link("Actualiser la page", location.href));
      root.querySelector("[data-problems]").before(notice);
    }
  }

  async function ask(url, options) {
    let response;
    try {
      response = await fetch(url, { ...options, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout?.(20000) });
    } catch {
      lost();
      return null;
    }
    if (response.type === "opaqueredirect" || response.status === 401) {
      connection = "signedOut";
      failures++;
      return null;
    }
    return response;
  }

  function lost() {
    connection = "lost";
    failures++;
  }

  // --- Showing. What this tablet noted counts on its screen at once.
  function picture(booking) {
    const stack = [cards.get(booking).now];
    for (const item of waitingOf(load(), booking)) {
      const before = stack.at(-1);
      if (item.kind === "Undo") {
        stack.pop();
        if (stack.length === 0) stack.push({ state: null });
      } else if (item.kind === "Present") stack.push({ state: "Present", arrivedAt: item.at });
      else if (item.kind === "Left") stack.push({ state: "Present", arrivedAt: before.state === "Present" ? before.arrivedAt : null, leftAt: item.at, leftWith: item.label });
      else stack.push({ state: item.kind });
    }
    return stack.at(-1);
  }

  function show() {
    const queue = load();
    const counts = { Present: 0, Gone: 0, Absent: 0, none: 0 };
    for (const [booking, entry] of cards) {
      const now = picture(booking);
      const isGone = now.state === "Present" && now.leftAt;
      const look = isGone ? "Gone" : now.state;
      counts[isGone ? "Gone" : now.state === "Present" ? "Present" : now.state ? "Absent" : "none"]++;
      entry.card.className = `child ${look ?? ""}`;
      const tag = entry.card.querySelector("[data-text]");
      tag.textContent = isGone ? "Parti" : { Present: "Présent", Absent: "Absent", AbsentJustified: "Absent justifié" }[now.state] ?? "Non noté";
      tag.className = `tag ${isGone ? "" : { Present: "tag-green", Absent: "tag-red", AbsentJustified: "tag-amber" }[now.state] ?? "tag-grey"}`;
      entry.card.querySelector("[data-detail]").textContent = detail(now, entry.now, waitingOf(queue, booking).length > 0);
      entry.card.querySelector("[data-waiting]").hidden = waitingOf(queue, booking).length === 0;
      const can = {
        Present: now.state !== "Present", Left: !isGone && (now.state === "Present" || now.state === null), Absent: now.state === null, AbsentJustified: now.state === null || now.state === "Absent",
        Undo: now.state !== null, Other: !isGone && (now.state === "Present" || now.state === null),
      };
      for (const button of entry.card.querySelectorAll(".touch")) {
        const name = button.dataset.mark ?? (button.dataset.open === "Left" ? "Left" : "Other");
        button.hidden = !can[name];
        button.disabled = isReadOnly || entry.isInvoiced;
      }
      showProblems(entry.card.querySelector("[data-line-problems]"), queue.filter((item) => item.problem && item.bookingId === booking));
    }
    showProblems(root.querySelector("[data-problems]"), queue.filter((item) => item.problem && !cards.has(item.bookingId)));
    showSync(queue, counts);
  }

  function detail(now, known, isWaiting) {
    const parts = [];
    if (now.arrivedAt) parts.push(`arrivé à ${hour(now.arrivedAt)}`);
    if (now.leftAt) parts.push(`parti à ${hour(now.leftAt)}${now.leftWith ? ` avec ${now.leftWith}` : ""}`);
    if (now.state && !isWaiting && known.by) parts.push(`noté par ${known.by}`);
    return parts.join(", ");
  }

  function showSync(queue, counts) {
    const waiting = queue.filter((item) => !item.problem).length;
    const strangers = othersWaiting();
    const bar = root.querySelector(".sync");
    const touches = `${waiting} pointage${waiting > 1 ? "s" : ""}`;
    bar.className = `sync ${connection !== "ok" ? "lost" : waiting > 0 ? "waiting" : ""}`;
    setText(bar.querySelector("[data-sync]"), connection === "signedOut" ? `Votre connexion a expiré${waiting > 0 ? ` : ${touches} en attente d’envoi, gardés sur cet appareil` : ""}. `
      : connection === "lost" ? `Hors connexion${kept ? `, liste gardée à ${hour(clock.format(kept))}` : ""}${waiting > 0 ? ` : ${touches} en attente d’envoi, gardés sur cet appareil` : ""}.`
      : waiting > 0 ? `${touches} en attente d’envoi…`
      : strangers > 0 ? `Tout est enregistré. ${strangers} pointage${strangers > 1 ? "s" : ""} d’un autre compte attend${strangers > 1 ? "ent" : ""} sa prochaine connexion sur cet appareil.`
      : "Tout est enregistré.");
    const old = bar.querySelector("[data-sign-in]");
    if (connection === "signedOut" && !old) {
      const again = link("Se reconnecter", `/connexion?ReturnUrl=${encodeURIComponent(location.pathname + location.search)}`);
      again.dataset.signIn = "";
      bar.querySelector("[data-sync]").after(again);
    } else if (connection !== "signedOut") old?.remove();
    setText(bar.querySelector("[data-counts]"), cards.size === 0 ? "" : `${counts.Present} présent${counts.Present > 1 ? "s" : ""}, ${counts.Gone} parti${counts.Gone > 1 ? "s" : ""}, ${counts.Absent} absent${counts.Absent > 1 ? "s" : ""}, ${counts.none} non noté${counts.none > 1 ? "s" : ""}`);
    bar.querySelector("[data-send]").hidden = connection !== "lost" || waiting === 0;
  }

  function showProblems(place, items) {
    const signature = items.map((item) => item.operationId).join();
    if (place.dataset.shown === signature) return;
    place.dataset.shown = signature;
    place.replaceChildren(...items.map((item) => {
      const what = { Present: "Présent", Absent: "Absent", AbsentJustified: "Absent justifié", Left: "Départ", Undo: "Annulation" }[item.kind];
      const noted = item.problem.now;
      const other = noted && `${noted.by ?? "Un collègue"} a noté « ${noted.state ? (noted.leftAt ? `Parti à ${hour(noted.leftAt)}` : { Present: `Présent${noted.arrivedAt ? ` à ${hour(noted.arrivedAt)}` : ""}`, Absent: "Absent", AbsentJustified: "Absent justifié" }[noted.state]) : "pointage annulé"} »`;
      const notice = element("div", "notice notice-warning",
        element("p", "", item.problem.sentence
          ? `${item.name} : votre pointage « ${what} » du ${item.day.split("-").reverse().join("-")} n’a pas été noté. ${item.problem.sentence}`
          : `${item.name} : ${other}. Votre pointage « ${what}${item.at ? ` à ${hour(item.at)}` : ""} » n’a pas été appliqué.`));
      notice.setAttribute("role", "alert");
      notice.append(button(item.problem.sentence ? "Compris" : "Garder celui de mon collègue", "button button-plain", () => drop(item.operationId)));
      if (!item.problem.sentence) {
        notice.append(button("Appliquer le mien", "button", () => {
          drop(item.operationId);
          const entry = cards.get(item.bookingId);
          if (entry) entry.now = item.problem.now;
          mark(item.bookingId, item.kind, { at: item.at, with: item.with, note: item.note, label: item.label, name: item.name, basedOn: item.problem.now.newest });
        }));
      }
      return notice;
    }));
  }

  function drop(operationId) {
    save(load().filter((item) => item.operationId !== operationId));
    show();
  }

  function othersWaiting() {
    let count = 0;
    for (let index = 0; index < localStorage.length; index++) {
      const name = localStorage.key(index);
      if (name.startsWith("presences:") && name !== key) {
        try { count += JSON.parse(localStorage.getItem(name)).length; } catch { /* not ours to read */ }
      }
    }
    return count;
  }

  // --- The dialog: another time of arrival, or a departure.
  const dialog = document.getElementById("attendance-dialog");
  const form = dialog.querySelector("form");
  const at = dialog.querySelector("#attendance-at");
  const note = dialog.querySelector("#attendance-note");
  let asked = null;

  function open(booking, kind) {
    const entry = cards.get(booking);
    const isLeaving = kind === "Left";
    asked = { booking, kind };
    dialog.querySelector("[data-title]").textContent = `${isLeaving ? "Départ" : "Arrivée"} de ${entry.name}`;
    at.value = isLeaving ? (isToday ? clock.format(new Date()) : ends) : picture(booking).arrivedAt?.slice(0, 5) ?? (isToday ? clock.format(new Date()) : starts);
    note.value = "";
    setError("");
    dialog.querySelector("[data-people]").hidden = dialog.querySelector("[data-note-field]").hidden = !isLeaving;
    dialog.querySelector("[data-people-list]").replaceChildren(...[...entry.pickUps, { key: "", label: "Autre personne (à noter)" }].map((person, index) => {
      const radio = document.createElement("input");
      Object.assign(radio, { type: "radio", name: "person", value: person.key, checked: index === 0 });
      radio.addEventListener("change", hint);
      const label = element("label", "", radio);
      label.append(person.label);
      return label;
    }));
    hint();
    dialog.showModal();
  }

  const chosen = () => dialog.querySelector("input[name=person]:checked")?.value ?? "";
  const hint = () => setText(dialog.querySelector("[data-note-hint]"), chosen() === "" ? "(obligatoire : qui est-ce, et qui a donné l’accord ?)" : "(facultative)");
  const setError = (text) => {
    dialog.querySelector("#attendance-error").textContent = text;
    note.toggleAttribute("aria-invalid", text !== "");
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isLeaving = asked.kind === "Left";
    if (!at.value) return at.focus();
    if (isLeaving && chosen() === "" && note.value.trim() === "") {
      setError("Cette personne n’est pas dans le dossier : notez son nom et qui a donné l’accord.");
      return note.focus();
    }
    const person = isLeaving ? cards.get(asked.booking).pickUps.find((one) => one.key === chosen()) : null;
    dialog.close();
    mark(asked.booking, asked.kind, { at: at.value, with: person?.key ?? null, note: isLeaving ? note.value.trim() || null : null, label: person?.label ?? (isLeaving ? note.value.trim() : null) });
  });
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());

  root.addEventListener("click", (event) => {
    const touched = event.target.closest(".touch");
    if (!touched) return;
    const booking = touched.closest("[data-booking]").dataset.booking;
    if (touched.dataset.open) open(booking, touched.dataset.open);
    else mark(booking, touched.dataset.mark, touched.dataset.mark === "Present" ? { at: isToday ? clock.format(new Date()) : starts } : {});
  });
  root.querySelector("[data-send]").addEventListener("click", send);
  addEventListener("online", send);
  addEventListener("offline", () => { lost(); show(); });
  addEventListener("storage", show);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());

  if (kept) recall();
  else remember();
  forgetOld();
  show();
  send();
  keepPage();
  window.portalReady = true;

  // Only over HTTPS or on the machine itself: browsers allow no worker elsewhere.
  async function keepPage() {
    const workers = navigator.serviceWorker;
    if (!workers || kept || root.dataset.today !== "true") return;
    const isFirst = !workers.controller;
    await workers.register(root.dataset.worker, { scope: location.pathname, updateViaCache: "none" }).catch(() => null);
    const { active } = await workers.ready;
    const assets = [...document.querySelectorAll("link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src], header img")].map((node) => node.href || node.src);
    active.postMessage({ assets, page: isFirst ? location.href : null });
  }

  // --- Small things.
  function hour(text) { return text.slice(0, 5).replace(":", "h"); }
  function setText(node, text) { if (node.textContent !== text) node.textContent = text; }
  function element(name, className, ...children) {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...children);
    return node;
  }
  function button(text, className, action) {
    const node = element("button", className, text);
    node.type = "button";
    node.addEventListener("click", action);
    return node;
  }
  function link(text, address) {
    const node = element("a", "", text);
    node.href = address;
    return node;
  }
}
