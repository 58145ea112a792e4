// Comfort on top of pages that work without it. Each module looks for what it serves and stops.
import { closeMessages } from "./messages.js";
import { copySecrets } from "./copy.js";
import { fillZone, offerZone } from "./zone.js";
import { keepFresh } from "./fresh.js";
import { rateByDigits } from "./rating.js";
import { followChoice, settleAfterAdding } from "./adding.js";
import { drawCharts } from "./charts.js";

const start = (root) => {
  closeMessages(root);
  copySecrets(root);
  fillZone(root);
  offerZone(root);
  rateByDigits(root);
  followChoice(root);
  drawCharts(root);
};

start(document);
keepFresh();
settleAfterAdding();
document.addEventListener("htmx:afterSwap", (event) => start(event.target.isConnected ? event.target : document));
