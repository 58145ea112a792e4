"""Specs without data, and the data put into them.

Building a chart with Altair checks every part of it and takes a third of a second; the same chart
with other data takes none of that. So each kind is built once per process.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from insights.charts.theme import CONFIG

Datasets = Mapping[str, Sequence[Mapping[str, Any]]]
AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.VConcatChart


def template_of(chart: AnyChart, *, beside: int = 2) -> dict[str, Any]:
    """Return a chart as a spec; `beside` is the room in pixels left and right of its plot."""
    built: dict[str, Any] = chart.properties(usermeta={"beside": beside}).to_dict()
    return {**built, "config": CONFIG}


def filled(
    template: dict[str, Any], datasets: Datasets, params: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a template with its named datasets and the values its expressions speak of."""
    return {
        **template,
        "params": [{"name": name, "value": value} for name, value in (params or {}).items()],
        "datasets": {**template.get("datasets", {}), **datasets},
    }


def compact(spec: dict[str, Any]) -> str:
    """Return the spec as JSON with nothing that need not travel."""
    return json.dumps(spec, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
