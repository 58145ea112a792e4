"""How often food search finds the right food, and what a query costs.

Run: python -m benchmarks.search_quality [QUERIES.csv] [--misses]

A query counts as right when its first answer (top 1) or one of the first five (top 5) is in the
list of foods a person who typed it would take without further thought. How the lists were made, and
what was measured before the search was improved on them, is in docs/search.md.
"""

import argparse
import csv
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tracker.search import SearchIndex, records_from_csv

HERE = Path(__file__).parent
DATA = HERE.parent / "data"


def cpu(action: Callable[[], object]) -> float:
    """Return the CPU milliseconds one call takes."""
    start = time.process_time_ns()
    action()
    return (time.process_time_ns() - start) / 1e6


def main() -> None:
    """Print build time, accuracy by category and CPU time a query."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queries", nargs="?", default=HERE / "search_queries.csv", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what was not found first")
    options = parser.parse_args()
    records = records_from_csv(DATA)
    index: list[SearchIndex] = []
    built = cpu(lambda: index.append(SearchIndex.build(records)))
    names = {record.key: record.name for record in records}
    print(f"{len(records)} foods, built in {built / 1000:.2f} s of CPU")
    with options.queries.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places: dict[str, list[int]] = defaultdict(list)
    times = []
    for row in rows:
        times.append(cpu(lambda text=row["query"]: index[0].search(text, limit=5)))  # type: ignore[misc]
        found = [hit.key for hit in index[0].search(row["query"], limit=5)]
        right = set(row["acceptable"].split(";"))
        place = next((i for i, key in enumerate(found, 1) if key in right), 99)
        places[row["category"]].append(place)
        if options.misses and place > 1:
            got = [f"{key} {names[key]}" for key in found[:3]]
            print(f"  {row['query']!r} ({row['category']}): place {place}; got {got}")
    report(places, times)


def report(places: dict[str, list[int]], times: list[float]) -> None:
    """Print the table of figures."""
    everything = [place for found in places.values() for place in found]
    print(f"{'category':<12}{'n':>5}{'top 1':>9}{'top 5':>9}")
    for category, found in [*sorted(places.items()), ("all", everything)]:
        first = np.mean([place == 1 for place in found])
        five = np.mean([place <= 5 for place in found])
        print(f"{category:<12}{len(found):>5}{first:>9.1%}{five:>9.1%}")
    print(f"CPU a query: mean {np.mean(times):.2f} ms, p95 {np.percentile(times, 95):.2f} ms, ")
    print(f"  worst {max(times):.2f} ms")


if __name__ == "__main__":
    main()
