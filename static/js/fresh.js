// A today page left open overnight would still show yesterday: it is loaded anew when somebody
// comes back to it after a while and has not begun to type.
const STALE_AFTER_MS = 20 * 60 * 1000;

export function keepFresh() {
  let leftAt = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      leftAt = Date.now();
    } else if (document.querySelector("[data-is-today]") && Date.now() - leftAt > STALE_AFTER_MS) {
      const typing = [...document.querySelectorAll("main textarea, #q")].some((field) => field.value);
      if (!typing && !document.querySelector(".check-in details[open]")) location.reload();
    }
  });
}
