// A swipe sideways, or an arrow key, follows the page's own links to what comes before and after.
// It only listens: nothing is held back, so scrolling, zooming and selecting text stay as they are.
const LEAST_PIXELS = 64;
const LONGEST_MS = 700;
// Browsers go back and forth from the very edge of the screen themselves.
const EDGE_PIXELS = 28;
const TAKES_SWIPES = "input, textarea, select, [contenteditable], [data-no-swipe], canvas";
const TAKES_ARROWS = `${TAKES_SWIPES}, [role=group][tabindex], [role=slider], [role=application], summary`;

const isRtl = () => getComputedStyle(document.documentElement).direction === "rtl";

function follow(towards) {
  document.querySelector(`.page-head a[rel=${towards}]`)?.click();
}

function scrollsSideways(element) {
  for (let box = element; box && box !== document.body; box = box.parentElement) {
    if (box.scrollWidth <= box.clientWidth) continue;
    if (["auto", "scroll"].includes(getComputedStyle(box).overflowX)) return true;
  }
  return false;
}

function isFree(touches, target) {
  const x = touches[0].clientX;
  return touches.length === 1
    && x > EDGE_PIXELS && x < innerWidth - EDGE_PIXELS
    && (window.visualViewport?.scale ?? 1) < 1.01
    && !target.closest(TAKES_SWIPES)
    && !scrollsSideways(target);
}

let begun = null;

document.addEventListener("touchstart", (event) => {
  const { touches, target, timeStamp } = event;
  begun = isFree(touches, target) ? { x: touches[0].clientX, y: touches[0].clientY, timeStamp } : null;
}, { passive: true });

document.addEventListener("touchcancel", () => { begun = null; }, { passive: true });

document.addEventListener("touchend", (event) => {
  if (!begun || event.touches.length) return;
  const across = event.changedTouches[0].clientX - begun.x;
  const down = Math.abs(event.changedTouches[0].clientY - begun.y);
  const took = event.timeStamp - begun.timeStamp;
  begun = null;
  if (Math.abs(across) < LEAST_PIXELS || Math.abs(across) < 2 * down || took > LONGEST_MS) return;
  if (!getSelection().isCollapsed) return;
  follow((across < 0) === isRtl() ? "prev" : "next");
}, { passive: true });

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  if (document.activeElement?.closest(TAKES_ARROWS) || !getSelection().isCollapsed) return;
  follow((event.key === "ArrowRight") === isRtl() ? "prev" : "next");
});
