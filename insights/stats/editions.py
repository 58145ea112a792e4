"""Looking again without fooling oneself: which look is due, and what the looks so far say.

A page that is judged anew every week shows most people a false link within the year. So a diary is
looked at only at planned counts of usable days, and a link is shown as `linked` only when the same
pair is claimed with the same sign at two looks running. What is shown follows from the stored
editions alone; between them nothing is calculated.

A *usable day* of the followed foods and ratings is a day on which at least one of the foods and at
least one of the ratings are recorded: what a person calls a logged day. Whether a day is usable
depends on that day alone, so filling in an earlier day never makes a later one usable. The windows
of a pair reach back over several days; how many days each of them can use is for the gate of
`analyse` to judge.

Only days after the last edition count towards the next one. Filling in or changing older days is
seen by the next look but does not bring it nearer.
"""

import hashlib
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from insights.stats.analyse import analyse
from insights.stats.result import Finding
from insights.stats.windows import DayTable

MILESTONES = (42, 60, 84, 119, 168, 238, 336, 476, 672, 950, 1344)
"""Usable days at which a look is due; each further one is the last times the square root of 2."""
YEARS_LOOKED_AT = 3
"""Older days are left out: bodies and habits change."""


@dataclass(frozen=True)
class Edition:
    """One look at the diary, as it is stored.

    milestone : the planned count of usable days that brought it about
    usable_days : the count when it was made
    through : last day that it could see, recorded or not
    q, margin : what `analyse` was asked with
    data_hash : fingerprint of the days that went in; see `data_hash`
    findings : of this look alone, so never `linked`
    """

    milestone: int
    usable_days: int
    through: date
    q: float
    margin: float
    data_hash: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class NextLook:
    """When the diary is looked at again.

    milestone : usable days at which the look is due, or was reached if it is due
    counted : usable days that count by now
    through : last day that counts and that the look sees
    """

    milestone: int
    counted: int
    through: date

    @property
    def due(self) -> bool:
        """Whether the diary should be looked at now."""
        return self.counted >= self.milestone

    @property
    def missing(self) -> int:
        """How many more usable days it takes."""
        return max(0, self.milestone - self.counted)


def milestones() -> Iterator[int]:
    """Yield the usable-day counts of all looks, without end."""
    yield from MILESTONES
    factor = math.sqrt(2)
    while True:
        yield round(MILESTONES[-1] * factor)
        factor *= math.sqrt(2)


def usable_days(
    days: pd.DataFrame, exposures: Iterable[str], outcomes: Iterable[str]
) -> pd.DatetimeIndex:
    """Return the days on which a followed food and a followed rating are recorded, in order.

    Errors are those of `analyse` for `days` and column names.
    """
    foods, ratings = list(exposures), list(outcomes)
    table = DayTable.from_frame(days, {*foods, *ratings})
    usable = _recorded(table, foods) & _recorded(table, ratings)
    return pd.DatetimeIndex(table.day_numbers[usable].astype("datetime64[D]"))


def next_look(usable: pd.DatetimeIndex, editions: Sequence[Edition], through: date) -> NextLook:
    """Say whether a look is due and how far away it is.

    Parameters
    ----------
    usable : DatetimeIndex
        From `usable_days`, over the whole diary.
    editions : sequence of Edition
        All looks so far, oldest first. When several milestones have gone by since the last, one
        look makes up for them.
    through : date
        Last day that counts, such as yesterday: a day that is over.
    """
    new = usable <= pd.Timestamp(through)
    counted = reached = 0
    if editions:
        new &= usable > pd.Timestamp(editions[-1].through)
        counted, reached = editions[-1].usable_days, editions[-1].milestone
    counted += int(new.sum())
    passed = [m for m in takewhile(lambda m: m <= counted, milestones()) if m > reached]
    ahead = next(m for m in milestones() if m > reached)
    return NextLook(passed[-1] if passed else ahead, counted, through)


def look(
    days: pd.DataFrame,
    exposures: Sequence[str],
    outcomes: Sequence[str],
    covariates: Sequence[str] = (),
    *,
    at: NextLook,
    q: float = 0.03,
    margin: float = 0.5,
    pairs: Collection[tuple[str, str]] | None = None,
) -> Edition:
    """Look at the last three years of a diary and return the edition to store.

    Parameters
    ----------
    days, exposures, outcomes, covariates, q, margin, pairs
        As in `analyse`, which also says the errors.
    at : NextLook
        The look that is due, from `next_look`. Days after its last are left out.
    """
    seen = recent(days, at.through)
    names = [*exposures, *outcomes, *covariates]
    return Edition(
        milestone=at.milestone,
        usable_days=at.counted,
        through=at.through,
        q=q,
        margin=margin,
        data_hash=data_hash(seen, names),
        findings=tuple(
            analyse(seen, exposures, outcomes, covariates, q=q, margin=margin, pairs=pairs)
        ),
    )


def shown(editions: Sequence[Edition]) -> tuple[Finding, ...]:
    """Return the findings to show, given all looks so far, oldest first.

    They are those of the last look; a first sign that the look before had too, with the same sign,
    is `linked`. Before the first look there are none.
    """
    if not editions:
        return ()
    before = _signs(editions[-2]) if len(editions) > 1 else {}
    now = _signs(editions[-1])
    return tuple(
        replace(finding, verdict="linked")
        if (pair := (finding.exposure, finding.outcome)) in now and now[pair] == before.get(pair)
        else finding
        for finding in editions[-1].findings
    )


def recent(days: pd.DataFrame, through: date) -> pd.DataFrame:
    """Return the rows of the three years that end with the day `through`."""
    last = pd.Timestamp(through)
    local = pd.DatetimeIndex(days.index).tz_localize(None).normalize()
    return days[(local > last - pd.DateOffset(years=YEARS_LOOKED_AT)) & (local <= last)]


def data_hash(days: pd.DataFrame, names: Iterable[str]) -> str:
    """Return a fingerprint (SHA-256) of what the named columns record.

    The order of rows and columns does not matter, nor do days on which nothing is recorded.
    """
    ordered = sorted(names)
    table = DayTable.from_frame(days, ordered)
    digest = hashlib.sha256()
    for name in ordered:
        known = np.isfinite(table.columns[name])
        digest.update(f"{name}\0{table.exponents[name]}\0{known.sum()}\0".encode())
        digest.update(table.day_numbers[known].astype("<i8").tobytes())
        # Adding 0 turns -0 into 0: they are the same amount.
        digest.update((table.columns[name][known] + 0.0).astype("<f8").tobytes())
    return digest.hexdigest()


def _recorded(table: DayTable, names: Iterable[str]) -> NDArray[np.bool_]:
    """Return on which days at least one of the columns is known."""
    recorded = np.zeros(len(table.day_numbers), dtype=bool)
    for name in names:
        recorded |= np.isfinite(table.columns[name])
    return recorded


def _signs(edition: Edition) -> dict[tuple[str, str], int]:
    """Return the sign of each pair that a look claims."""
    return {
        (finding.exposure, finding.outcome): finding.sign
        for finding in edition.findings
        if finding.verdict == "early_sign"
    }
