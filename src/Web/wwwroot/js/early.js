// A prerendered page shows a second or two before its circuit answers. What is tapped, typed or sent meanwhile is kept, looks kept, and is
// done once it answers: nothing is swallowed in silence. Loaded before anything is shown, so it is small and waits for nobody.
(() => {
  const Patience = 8000;
  const kept = new Map();
  // The page is drawn anew when its circuit starts: an element is known by its way from the nearest one with a name.
  const wayTo = (element) => {
    const steps = [];
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (at.id) {
        steps.unshift(`#${CSS.escape(at.id)}`);
        break;
      }
      steps.unshift(`${at.localName}:nth-child(${[...at.parentElement.children].indexOf(at) + 1})`);
    }
    return steps.join(" > ");
  };
  const wordsOf = (element) => (element.getAttribute("aria-label") ?? element.textContent).trim().replace(/\s+/g, " ");
  const keep = (element, act) => {
    const way = wayTo(element);
    const before = kept.get(way);
    // Who taps a tick box twice wants it as it was.
    if (act === "click" && before && element.matches("[type=checkbox]")) kept.delete(way);
    else kept.set(way, { way, act, words: wordsOf(element), value: element.value });
    element.toggleAttribute("data-kept", kept.has(way));
  };

  const onClick = (event) => {
    const control = event.target.closest?.("main button, main [role=button], main input[type=checkbox], main input[type=radio]");
    if (!control || control.closest("form[method], dialog, details[data-menu], [data-native]")) return;
    if (!control.matches("input")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    keep(control, "click");
  };
  const onInput = (event) => {
    if (event.target.matches?.("main input:not([type=checkbox], [type=radio], [type=file]), main textarea, main select") && !event.target.closest("form[method]")) keep(event.target, "input");
  };
  const onSubmit = (event) => {
    if (!event.target.closest("main") || event.target.hasAttribute("method")) return;
    event.preventDefault();
    keep(event.target, "submit");
  };
  const listen = (how) => {
    document[how]("click", onClick, true);
    document[how]("input", onInput, true);
    document[how]("submit", onSubmit, true);
  };

  const perform = ({ way, act, words, value }) => {
    const element = document.querySelector(way);
    if (!element || (act === "click" && wordsOf(element) !== words)) return false;
    element.removeAttribute("data-kept");
    if (act === "submit") element.requestSubmit();
    else if (act === "click") element.click();
    else if (element.value !== value) {
      element.value = value;
      for (const name of ["input", "change"]) element.dispatchEvent(new Event(name, { bubbles: true }));
    }
    return true;
  };

  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const flush = async () => {
    const until = Date.now() + Patience;
    for (const act of kept.values()) {
      // A part of the page may still be read.
      while (!perform(act) && Date.now() < until) await pause(50);
      await pause(0);
    }
    kept.clear();
  };

  listen("addEventListener");
  window.portalIsReady = () => {
    if (window.portalReady) return;
    window.portalReady = true;
    listen("removeEventListener");
    flush();
    document.dispatchEvent(new Event("portal-ready"));
  };
})();
