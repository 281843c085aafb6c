// Roving focus over the days of a month: one of them is in the tab order, the arrows move it.
export function attach(table) {
  table.addEventListener("keydown", (event) => {
    // Shown as a list, the month leaves out the days on which nothing happens, and up and down go to the next one.
    const isList = getComputedStyle(table).display !== "table";
    const days = [...table.querySelectorAll(".day")].filter((day) => day.offsetParent);
    const at = days.indexOf(document.activeElement);
    if (at < 0) return;
    const column = (date) => (new Date(date + "T12:00:00").getDay() + 6) % 7;
    const weekday = column(days[at].dataset.date);
    const to = {
      ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - (isList ? 1 : 7), ArrowDown: at + (isList ? 1 : 7),
      Home: isList ? 0 : Math.max(0, at - weekday), End: isList ? days.length - 1 : Math.min(days.length - 1, at + 6 - weekday),
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (days[to]) focus(days, days[to]);
    } else if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      document.getElementById(event.key === "PageUp" ? "month-before" : "month-after")?.click();
    }
  });
  table.addEventListener("focusin", (event) => {
    if (event.target.classList.contains("day")) focus([...table.querySelectorAll(".day")], event.target, false);
  });
}

function focus(days, day, move = true) {
  days.forEach((other) => (other.tabIndex = other === day ? 0 : -1));
  if (move) day.focus();
}
