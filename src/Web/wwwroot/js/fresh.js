// A page without a circuit hears of no change, so it asks: every data-every seconds while somebody looks at it, and when somebody comes back to it.
// It changes only where something changed, and never under somebody's hands. Asking is no visit: it does not prolong the session.
const every = 1000 * document.querySelector("script[data-every]").dataset.every;
let read = Date.now();

const isBegun = (main) => main.contains(document.activeElement) || main.querySelector("[open]") || String(getSelection());

const refresh = async () => {
  const main = document.querySelector("main");
  if (document.visibilityState !== "visible" || Date.now() - read < every || !main || isBegun(main)) return;
  read = Date.now();
  const answer = await fetch(location.href, { headers: { accept: "text/html", "x-only-asks": "1" } }).catch(() => null);
  if (!answer?.ok) return;
  // Led on to the sign-in, or to another page: the reader is told so, rather than shown what is no longer theirs.
  if (answer.redirected) return void location.assign(answer.url);
  const anew = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (anew && !isBegun(main) && anew.innerHTML !== main.innerHTML) main.replaceChildren(...anew.childNodes);
};

setInterval(refresh, 5_000);
document.addEventListener("visibilitychange", refresh);
addEventListener("pageshow", (event) => event.persisted && refresh());
