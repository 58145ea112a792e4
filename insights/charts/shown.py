"""A chart as a page shows it: what it says in words, where its spec is, and the table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Chart:
    """What `shared/_chart.html` needs.

    key : unique on the page
    title : what the table is called
    summary : the text alternative, one or two sentences with the figures that matter
    spec_url : where the browser gets the spec
    columns, rows : the table behind the chart, as it is read; the first cell of a row is its name;
        none where the page has that table beside it
    table : a template that shows the table instead, with the page's own context
    fallback : a template drawn by the server that stands in until the script has drawn
    height : about how many pixels the drawing takes; as much is kept free for it
    """

    key: str
    title: str
    summary: str
    spec_url: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    table: str = ""
    fallback: str = ""
    height: int = 0
