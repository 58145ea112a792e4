"""Food search in memory. See `index.py` for how and why."""

from tracker.search.index import Hit, SearchIndex
from tracker.search.names import display_name
from tracker.search.records import SearchRecord, records_from_csv

__all__ = ["Hit", "SearchIndex", "SearchRecord", "display_name", "records_from_csv"]
