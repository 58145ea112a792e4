"""How charts look, on the page and on paper: the colours of the stylesheet, by their names there.

On the page a colour is `var(--fibre)`, which the browser resolves for the light or dark scheme
and for print, without drawing anew. Where there is no stylesheet, `on_paper` puts in the light
ones.
"""

import re
from typing import Any

# The light tokens of static/css/commensal.css; a test holds the two together.
LIGHT = {
    "surface": "#fffaf0",
    "sunken": "#f0e6d3",
    "ink": "#2c241b",
    "ink-soft": "#625443",
    "line": "#dccfb8",
    "line-strong": "#8b7a61",
    "glaze": "#1f5551",
    "glaze-soft": "#dbe8e1",
    "clay": "#c97b43",
    "fibre": "#c99a2e",
    "fibre-ink": "#6f5106",
    "ferment": "#c9763b",
    "ferment-ink": "#86441a",
    "plants": "#86a13f",
    "plants-ink": "#475c17",
    "mood": "#8a5c98",
    "mood-ink": "#6b4179",
}
# vl-convert brings this one along, so that letters need no font on the machine.
PAPER_FONT = "Liberation Sans, Arial, sans-serif"
PAPER_WIDTH = 560
TOKEN = re.compile(r"var\(--([a-z-]+)\)")


def token(name: str) -> str:
    """Return a colour of the stylesheet."""
    if name not in LIGHT:
        raise ValueError(f"There is no colour {name!r}. Choose from {', '.join(LIGHT)}.")
    return f"var(--{name})"


INK, SOFT, LINE, LINE_STRONG = map(token, ("ink", "ink-soft", "line", "line-strong"))
SURFACE = token("surface")
# The glaze of each measure, and the deeper one for its parts and lines.
GLAZES = {
    "fibre_g": (token("fibre"), token("fibre-ink")),
    "tryptophan_g": (token("fibre"), token("fibre-ink")),
    "fermented_servings": (token("ferment"), token("ferment-ink")),
    "live_servings": (token("ferment"), token("ferment-ink")),
    "probiotic_doses": (token("ferment"), token("ferment-ink")),
    "plant_points": (token("plants"), token("plants-ink")),
}
RATING_GLAZE = (token("mood"), token("mood-ink"))

CONFIG: dict[str, Any] = {
    "aria": False,
    "background": "transparent",
    "font": PAPER_FONT,
    "padding": {"left": 1, "right": 1, "top": 2, "bottom": 2},
    "view": {"stroke": None},
    "concat": {"spacing": 20},
    "text": {"fontSize": 13, "fill": INK},
    "title": {
        "anchor": "start",
        "frame": "bounds",
        "color": INK,
        "fontSize": 15,
        "fontWeight": "bold",
        "subtitleColor": SOFT,
        "subtitleFontSize": 13,
        "subtitlePadding": 2,
        "offset": 16,
    },
    "axis": {
        "domainColor": LINE_STRONG,
        "gridColor": LINE,
        "labelColor": SOFT,
        "labelFontSize": 12,
        "labelPadding": 6,
        "tickColor": LINE_STRONG,
        "ticks": False,
        "titleColor": SOFT,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    },
}


def glaze_of(measure: str) -> tuple[str, str]:
    """Return the colours of a food measure or, for anything else, of a rating."""
    return GLAZES.get(measure, RATING_GLAZE)


def on_paper(spec: Any) -> Any:
    """Return the spec with the light colours themselves in place of their names."""
    if isinstance(spec, dict):
        return {key: on_paper(value) for key, value in spec.items()}
    if isinstance(spec, list | tuple):
        return [on_paper(value) for value in spec]
    if isinstance(spec, str):
        return TOKEN.sub(lambda found: LIGHT[found[1]], spec)
    return spec
