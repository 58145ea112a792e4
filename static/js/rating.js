// A check-in by keyboard: with the focus in a scale, a digit rates it and moves on to the next.
// 1 waits a moment for a 0, because together they are 10.
const WAIT_FOR_ZERO_MS = 450;

export function rateByDigits(root) {
  for (const scales of root.querySelectorAll(".scales")) {
    if (scales.dataset.takesDigits) continue;
    scales.dataset.takesDigits = "yes";
    let waiting = null;
    scales.addEventListener("keydown", (event) => {
      const scale = event.target.closest(".scale");
      if (!scale || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
      event.preventDefault();
      const makesTen = event.key === "0" && waiting?.scale === scale;
      clearTimeout(waiting?.timer);
      waiting = null;
      choose(scale, makesTen ? "10" : event.key);
      if (event.key === "1") {
        waiting = { scale, timer: setTimeout(() => { waiting = null; moveOn(scale); }, WAIT_FOR_ZERO_MS) };
      } else {
        moveOn(scale);
      }
    });
  }
}

function choose(scale, value) {
  const cell = scale.querySelector(`input[value="${value}"]`);
  cell.checked = true;
  cell.focus();
}

function moveOn(scale) {
  if (!scale.contains(document.activeElement)) return;
  const next = scale.nextElementSibling;
  const field = next
    ? next.querySelector("input:checked:not([value='']), input[value='0']")
    : scale.closest("form").querySelector("button.button--primary");
  field?.focus();
}
