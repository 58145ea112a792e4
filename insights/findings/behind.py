"""The days behind a finding, as the look it rests on saw them.

Everything here stops at the look's last day, so that no figure moves between looks. Days of that
stretch can still be changed or filled in; `Behind.is_as_seen` says whether that happened.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from accounts.models import User
from insights.findings.looks import confounders, days_seen
from insights.kept import kept
from insights.models import Edition
from insights.stats import WINDOWS, Finding, WindowEstimate, lag_profile
from insights.stats import editions as planned
from insights.stats.behind import DoseGroup, dose_groups, plain_slope, used_days

WINDOW_OF = {window.name: window for window in WINDOWS}


@dataclass(frozen=True)
class DayBehind:
    """One day a finding rests on: what was eaten over its window, and that day's rating."""

    day: date
    exposure: float
    outcome: float


@dataclass(frozen=True)
class Behind:
    """What a finding rests on.

    first, last : the days the look could see, from the first rated one on
    rated, eaten : how many of them have the rating, and the food, recorded
    days : those the finding rests on, newest first
    groups : the same days by how much was eaten; none where the gate stopped the question
    raw, set_aside, adjusted : rating points per unit of food: as logged; with weekday, season and
        factors set aside; and with carry-over allowed for as well
    profile : one estimate per single day back, for linked pairs only
    is_as_seen : whether the days are still as the look saw them
    """

    first: date
    last: date
    rated: int
    eaten: int
    days: tuple[DayBehind, ...]
    groups: tuple[DoseGroup, ...]
    raw: float | None
    set_aside: float | None
    adjusted: float | None
    profile: tuple[WindowEstimate, ...]
    is_as_seen: bool


def rests_on_days(user: User, look: Edition | None, finding: Finding) -> Behind | None:
    """Return what a finding of the latest look rests on, kept until the diary changes."""
    if look is None:
        return None
    return kept(user, "behind", lambda: behind(user, look, finding), look.pk, *finding.pair)


def behind(user: User, look: Edition, finding: Finding) -> Behind | None:
    """Return what a finding of a look rests on; None for a question the look did not answer."""
    if finding.pair not in look.pairs:
        return None
    table = days_seen(user, look.last_day)
    factors = confounders(user, table, at=look.taken_at)
    window = WINDOW_OF[finding.lag]
    used = used_days(table, finding.exposure, finding.outcome, factors, window=window)
    shown = next(each for each in finding.windows if each.lag == finding.lag)
    was_tested = finding.estimate is not None
    names = {name for pair in look.pairs for name in pair}
    rated = table[finding.outcome].notna()
    return Behind(
        first=_first_of(table[rated], look.last_day),
        last=look.last_day,
        rated=int(rated.sum()),
        eaten=int(table[finding.exposure].notna().sum()),
        days=_newest_first(used),
        groups=tuple(dose_groups(used)) if was_tested else (),
        raw=plain_slope(used) if was_tested else None,
        set_aside=shown.least_squares,
        adjusted=finding.estimate,
        profile=tuple(lag_profile(table, finding.exposure, finding.outcome, factors))
        if finding.verdict == "linked"
        else (),
        is_as_seen=planned.data_hash(table, [*names, *factors]) == look.data_hash,
    )


def _first_of(rated: pd.DataFrame, otherwise: date) -> date:
    return pd.DatetimeIndex(rated.index)[0].date() if len(rated) else otherwise


def _newest_first(used: pd.DataFrame) -> tuple[DayBehind, ...]:
    days = pd.DatetimeIndex(used.index).date
    rows = zip(days, used["exposure"].tolist(), used["outcome"].tolist(), strict=True)
    return tuple(DayBehind(*row) for row in rows)[::-1]
