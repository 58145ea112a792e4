"""Specs as pictures, for the printed pages and for mail.

vl-convert runs a JavaScript engine with threads of its own (about 160 MB): call this where work is
done behind the scenes, and never before a server forks its workers.
"""

import re
from collections.abc import Iterator
from typing import Any

import vl_convert

from insights.charts.theme import on_paper

# Keys by which Vega would fetch something; a chart brings its own data.
FETCHING = frozenset({"url", "href"})
VEGA_LITE = "6.4"


def svg(spec: dict[str, Any]) -> str:
    """Return the chart as an SVG document in the light colours, its ground left clear."""
    drawn = vl_convert.vegalite_to_svg(
        _without_fetching(on_paper(spec)), vl_version=VEGA_LITE, allowed_base_urls=[]
    )
    # The engine paints a ground behind everything; paper has its own.
    return re.sub(r'<rect width="[\d.]+" height="[\d.]+" fill="transparent"/>', "", drawn, count=1)


def png(spec: dict[str, Any], scale: float = 2.0) -> bytes:
    """Return the chart as a PNG on white, `scale` pixels to each of the spec's."""
    on_white = on_paper(spec)
    on_white["config"] = {**on_white.get("config", {}), "background": "white"}
    drawn: bytes = vl_convert.vegalite_to_png(
        _without_fetching(on_white), vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[]
    )
    return drawn


def _without_fetching(spec: dict[str, Any]) -> dict[str, Any]:
    wanted = FETCHING.intersection(_keys(spec))
    if wanted:
        raise ValueError(f"A chart must bring its own data, but this one names {sorted(wanted)}.")
    return spec


def _keys(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from part
        part = part.values()
    if isinstance(part, str | int | float | None):
        return
    for inner in part:
        yield from _keys(inner)
