// Draws charts over their tables. A page without charts loads nothing of this; one with charts
// loads the bundle when the first of them comes near, and a chart that fails stays a table.
const NEAR = "300px";
const SETTLE_MS = 150;
const shown = new WeakMap();

export function drawCharts(root) {
  const charts = [...root.querySelectorAll("[data-spec]")].filter((chart) => !shown.has(chart));
  if (!charts.length) return;
  const nearing = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
      nearing.unobserve(target);
      show(target);
    }
  }, { rootMargin: NEAR });
  for (const chart of charts) {
    shown.set(chart, null);
    nearing.observe(chart);
  }
}

async function show(chart) {
  try {
    const [{ vegaEmbed }, spec] = await Promise.all([import(chart.dataset.bundle), fetchSpec(chart)]);
    const drawing = chart.querySelector(".chart__drawing");
    const redraw = () => draw(vegaEmbed, chart, drawing, spec);
    await redraw();
    followWidth(drawing, redraw);
  } catch (error) {
    console.warn("A chart stays a table:", error);
    chart.querySelector(".chart__drawing").hidden = true;
    chart.classList.add("chart--failed");
    chart.querySelector(".chart__failed").textContent = "The picture could not be drawn; the table has all of it.";
  }
}

async function fetchSpec(chart) {
  const answer = await fetch(chart.dataset.spec, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} for ${chart.dataset.spec}`);
  return answer.json();
}

// The first drawing swaps places with the table, in the room the stylesheet has kept for it.
async function draw(vegaEmbed, chart, drawing, spec) {
  const width = Math.floor(drawing.hidden ? chart.clientWidth : drawing.clientWidth);
  const canvas = document.createElement("div");
  const result = await vegaEmbed(canvas, fitted(spec, width), {
    ast: true, actions: false, defaultStyle: false, renderer: "svg",
    tooltip: { disableDefaultStyle: true, theme: "commensal" },
  });
  shown.get(chart)?.finalize();
  shown.set(chart, result);
  // The drawing as a whole has a name; its parts would only be read out as so many symbols.
  canvas.querySelector("svg").setAttribute("aria-hidden", "true");
  drawing.replaceChildren(canvas);
  if (!drawing.hidden) return;
  drawing.hidden = false;
  chart.classList.add("chart--drawn");
  const standIn = chart.querySelector(".chart__fallback");
  if (standIn) standIn.hidden = true;
  const table = chart.querySelector(".chart__table");
  if (table) table.open = false;
}

// The server's spec is as wide as paper; here it takes the width and letters of the page.
// `usermeta.beside` is what stands left and right of the plot: the labels of an axis.
function fitted(spec, outer) {
  const style = getComputedStyle(document.body);
  const letters = parseFloat(style.fontSize) / 16;
  const width = Math.max(outer - (spec.usermeta?.beside ?? 2), 120);
  const widened = { ...spec, config: { ...enlarged(spec.config, letters), font: style.fontFamily } };
  if (spec.vconcat) widened.vconcat = spec.vconcat.map((view) => ({ ...view, width }));
  else widened.width = width;
  return widened;
}

function enlarged(config, times) {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => {
    if (value && typeof value === "object" && !Array.isArray(value)) return [key, enlarged(value, times)];
    return [key, /fontSize$/i.test(key) ? value * times : value];
  }));
}

function followWidth(drawing, redraw) {
  let drawn = drawing.clientWidth;
  let waiting;
  new ResizeObserver(() => {
    if (!drawing.clientWidth || drawing.clientWidth === drawn) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      drawn = drawing.clientWidth;
      redraw();
    }, SETTLE_MS);
  }).observe(drawing);
}
