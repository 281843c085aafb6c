// A page without a circuit hears of no change. Whoever comes back to it after a while sees it as it is now, unless something is begun in it.
const Old = 30_000;
let read = Date.now();

const refresh = async () => {
  const main = document.querySelector("main");
  if (document.visibilityState !== "visible" || Date.now() - read < Old || !main || main.contains(document.activeElement) || String(getSelection())) return;
  read = Date.now();
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  // Led on to the sign-in, or to another page: the reader is told so, rather than shown what is no longer theirs.
  if (answer.redirected) return void location.assign(answer.url);
  const anew = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (anew && anew.innerHTML !== main.innerHTML) main.replaceChildren(...anew.childNodes);
};

document.addEventListener("visibilitychange", refresh);
addEventListener("pageshow", (event) => event.persisted && refresh());
