"""`analyse DAYS.csv`: the findings for any table of days, as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
from django.core.management import BaseCommand, CommandError, CommandParser

from insights.findings.looks import Q_PER_LOOK
from insights.frames import FACTOR_PREFIX
from insights.measures import FOOD_MEASURES, RATINGS
from insights.models import DEFAULT_MARGIN_POINTS
from insights.stats import analyse
from insights.stats.editions import milestones
from insights.stats.result import Finding
from insights.wording import FRAMING, sentence


class Command(BaseCommand):
    """One look at a table of days; two looks running are what the site itself can say."""

    help = (
        "Print the findings for a CSV with a 'day' column (2026-11-18) and one row per day. An "
        "empty cell is not recorded; 0 is recorded as none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, and which columns are what where their names do not say."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--exposures", nargs="+", help="food columns; default: known names")
        parser.add_argument("--outcomes", nargs="+", help="rating columns; default: known names")
        parser.add_argument(
            "--covariates", nargs="+", help=f"other columns; default: those named {FACTOR_PREFIX}…"
        )
        parser.add_argument("--q", type=float, default=Q_PER_LOOK)
        parser.add_argument("--margin", type=float, default=DEFAULT_MARGIN_POINTS)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Read, analyse, print; a file that cannot be read says what is wrong with it."""
        days = read_days(file)
        exposures = options["exposures"] or [name for name in FOOD_MEASURES if name in days]
        outcomes = options["outcomes"] or [name for name in RATINGS if name in days]
        covariates = options["covariates"] or [
            str(name) for name in days if str(name).startswith(FACTOR_PREFIX)
        ]
        if not exposures or not outcomes:
            raise CommandError(
                f"{file} has no column named like a food measure ({', '.join(FOOD_MEASURES)}) and "
                f"one named like a rating ({', '.join(RATINGS)}). Name yours with --exposures and "
                "--outcomes."
            )
        try:
            findings = analyse(
                days, exposures, outcomes, covariates, q=options["q"], margin=options["margin"]
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        answer = {
            "framing": FRAMING,
            "findings": [
                asdict(finding) | {"sentence": _sentence(finding, options["margin"])}
                for finding in findings
            ],
        }
        self.stdout.write(json.dumps(answer, indent=2))


def read_days(file: Path) -> pd.DataFrame:
    """Return the table in a CSV file, by day; CommandError if it is not one."""
    try:
        table = pd.read_csv(file)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CommandError(f"{file} cannot be read as CSV: {error}") from error
    if "day" not in table:
        raise CommandError(f"{file} has no column 'day'. It has: {', '.join(map(str, table))}.")
    days = pd.to_datetime(table["day"], format="%Y-%m-%d", errors="coerce")
    wrong = table["day"][days.isna()]
    if len(wrong):
        raise CommandError(
            f"Row {wrong.index[0] + 2}: {wrong.iloc[0]!r} is not a day. Write it like 2026-11-18."
        )
    return table.drop(columns="day").set_index(pd.DatetimeIndex(days, name="day"))


def _sentence(finding: Finding, margin: float) -> str | None:
    """Return the finding in words where its columns are ones we have words for."""
    names: Sequence[str] = (finding.exposure, *finding.travels_with)
    if finding.outcome not in RATINGS or any(name not in FOOD_MEASURES for name in names):
        return None
    ahead = next(count for count in milestones() if count > finding.n_days)
    return sentence(finding, finding.verdict, next_look_days=ahead, margin=margin)
