// After something is added in place: the next food can be typed at once (where typing needs no
// screen keyboard), and a lost connection says so instead of failing silently.
import { tell } from "./messages.js";

// What is added again goes to the meal and time chosen above it.
export function followChoice(root) {
  const when = root.querySelector(".add-food__when");
  when?.addEventListener("change", (event) => {
    for (const field of document.querySelectorAll(`[data-follows-when] [name=${event.target.name}]`)) {
      field.value = event.target.value;
    }
  });
}

export function settleAfterAdding() {
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "main") return;
    if (!document.querySelector("#day")) {
      // Something was refused: the form that says why begins at the top of another page.
      scrollTo(0, 0);
      document.querySelector("#main [aria-invalid=true], #main")?.focus();
      return;
    }
    if (!matchMedia("(pointer: fine)").matches) return;
    const wasAdding = event.detail.pathInfo?.requestPath.startsWith("/foods/");
    document.querySelector(wasAdding ? "#q" : "#main")?.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:sendError", () => {
    tell("There is no connection right now. Nothing was lost: try again in a moment.");
  });
  document.addEventListener("htmx:responseError", () => {
    tell("That did not work. Load the page again and see whether it was saved.");
  });
}
