"""What is drawn of a diary.

`table` is the week as a table that is a picture, on the page itself. Every other module builds a
Vega-Lite spec with Altair; specs are templates made once per process, and only their data change.
"""

from insights.charts.table import Cell, CellState, Row, week_rows

__all__ = ["Cell", "CellState", "Row", "week_rows"]
