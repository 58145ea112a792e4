"""What typing into the food field leads to: foods to choose from, or a line to confirm."""

from typing import Any

from accounts.models import User
from tracker.amounts import choices_for
from tracker.food_lookup import LONGEST_LINE, read_if_line
from tracker.food_search import search_foods
from tracker.forms_line import LineForm


def results_for(user: User, typed: str) -> dict[str, Any]:
    """Return what the results fragment shows for what somebody has typed so far."""
    query = typed.strip()[:LONGEST_LINE]
    items = read_if_line(user, query) if query else []
    if any(item.food is not None for item in items):
        return {"query": query, "line": LineForm(None, text=query, items=items), "choices": []}
    found = search_foods(user, query) if query else []
    return {"query": query, "line": None, "choices": choices_for(user, found)}
