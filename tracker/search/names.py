"""Catalogue names made readable, without changing what they say."""

import re

from tracker.search.records import SearchRecord
from tracker.search.words import word_set

# Heads that read well behind their kind: "Bread, rye" is "Rye bread".
_TURNED_HEADS = word_set(
    "bread cheese bagel muffin roll cookie cake pie soup oil vinegar sugar wine tea syrup "
    "cornbread pudding gravy cream"
)
_NOT_TURNED = re.compile(
    r"\b(with|and|or|made|as|no|from|added|fat|style|type|low|reduced|without|over|in|all|free"
    r"|only|toasted|whipped|farmer's|instant|heavy|light|flavou?rs?|dessert|hot|iced)\b|[%(\d]",
    re.IGNORECASE,
)
_TAILS = re.compile(r",? (NFS|NS as to ([^,]+,)* or [^,]+|NS as to [^,]+)(?=,|$)")
_COMMODITY = re.compile(r"\s*\(?includes USDA commodity[^)]*\)?", re.IGNORECASE)


def display_name(record: SearchRecord) -> str:
    """Return a food's name for people: "Milk, NFS" is "Milk", "Bread, rye" is "Rye bread".

    Tails that only say "not further specified" go; a name of exactly two plain parts is turned
    round where its head is known to read well so. Everything else stays as the source wrote it.
    """
    if not record.source.startswith("usda"):
        return record.name
    name = _COMMODITY.sub("", record.name)
    if record.source == "usda_fndds":
        name = _TAILS.sub("", name).strip(" ,") or record.name
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and _may_turn(parts[0], parts[1]):
        kind = parts[1] if parts[1][:1].isupper() and " " not in parts[1] else parts[1].lower()
        turned = f"{kind} {parts[0].lower()}"
        return turned[:1].upper() + turned[1:]
    return name


def _may_turn(head: str, kind: str) -> bool:
    return (
        head.lower() in _TURNED_HEADS
        and 0 < len(kind.split()) <= 2
        and not _NOT_TURNED.search(kind)
    )
