"""Print the calibration tables: `python -m benchmarks.calibration --quick`."""

import argparse
import sys
from pathlib import Path

from benchmarks.calibration import runner, sizes
from benchmarks.calibration.report import report


def main(arguments: list[str] | None = None) -> None:
    """Run, then print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibration", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="a few minutes (the default)")
    size.add_argument("--long", action="store_true", help="about half an hour on one core")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--minutes", type=float, help="begin no more diaries after so long")
    parser.add_argument("--store", type=Path, help="keep counts here, and go on from them")
    parser.add_argument("--only", action="append", help="a study, by name; may be repeated")
    given = parser.parse_args(arguments)
    wanted = sizes.long() if given.long else sizes.quick()
    if given.only:
        wanted = {cell: size for cell, size in wanted.items() if cell.study in given.only}
    results = runner.run(
        wanted, given.seed, store=given.store, jobs=given.jobs, minutes=given.minutes
    )
    sys.stdout.write(report(results) + "\n")


if __name__ == "__main__":
    main()
