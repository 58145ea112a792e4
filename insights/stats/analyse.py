"""The engine's front door: a table of days in, one finding for each pair out."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from insights.stats.family import benjamini_hochberg, simes
from insights.stats.regression import Answer, Question, answer
from insights.stats.result import Direction, Finding, WindowEstimate
from insights.stats.verdicts import Look, Pair, finding
from insights.stats.windows import TOMORROW, WINDOWS, DayTable, Window

PLACEBO_P = 0.05
"""Below this, tomorrow's food goes with today's rating."""


def analyse(
    days: pd.DataFrame,
    exposures: Iterable[str],
    outcomes: Iterable[str],
    covariates: Iterable[str] = (),
    *,
    q: float = 0.03,
    margin: float = 0.5,
    windows: Sequence[Window] = WINDOWS,
    pairs: Collection[tuple[str, str]] | None = None,
) -> list[Finding]:
    """Say for every pair of an exposure and an outcome what the diary allows to be said.

    Parameters
    ----------
    days : DataFrame
        One row per local day; unique DatetimeIndex, gaps and any order allowed. NaN is a day not
        recorded, 0 is "recorded, none"; infinities count as not recorded.
    exposures, outcomes, covariates : column names
        Food measures, ratings, and logged confounders such as sleep or alcohol. A confounder is
        used for a rating when it is known on at least 60 % of the rated days; then only days on
        which it is known count.
    q : float
        Share of false claims allowed among the claims of this look, between 0 and 1.
    margin : float
        Outcome points that would matter to the person, above 0.
    windows : sequence of Window
        Days before the rating over which an exposure is averaged.
    pairs : collection of (exposure, outcome), optional
        The pairs to test; None tests all of them. The allowance for false claims is shared by the
        pairs asked alone: what nobody asked costs nothing.

    Returns
    -------
    One finding per pair asked, exposure by exposure in the order given. From a single look a
    verdict is never `linked`: see `insights.stats.editions`.

    Raises
    ------
    ValueError
        For an index that is not one row per day, a column name that is missing, repeated or in two
        roles, for `q`, `margin` or `windows` out of bounds, and for a pair of `pairs` that is not
        one of the exposures and outcomes. Never for what the columns hold.
    """
    foods, ratings, confounders = list(exposures), list(outcomes), list(covariates)
    _check(foods + ratings + confounders, q, margin, windows)
    names = _asked(list(product(foods, ratings)), pairs)
    # Weights and products far out underflow to 0, as they should, whatever the caller's settings.
    with np.errstate(under="ignore", over="ignore"):
        diary = _Diary(DayTable.from_frame(days, foods + ratings + confounders), confounders)
        # Sorted names keep rounding, and so the answer, apart from the order of the columns.
        fitted = _fitted(diary, sorted(names), windows)
        look, judged = _judged(fitted, q, margin, windows)
        claims = [pair for pair in judged if pair.claimed(look)]
        companions = _travels_with(diary, claims, look)
        directions = _directions(diary, claims, look)
        found = {
            pair.names: finding(
                pair, look, companions.get(pair.names, ()), directions.get(pair.names)
            )
            for pair in judged
        }
    return [found[pair] for pair in names]


def lag_profile(
    days: pd.DataFrame,
    exposure: str,
    outcome: str,
    covariates: Iterable[str] = (),
    *,
    lags: Sequence[int] = (1, 2, 3),
) -> list[WindowEstimate]:
    """Return the coefficient of each single day back, for drawing beside a linked pair.

    Parameters and errors are those of `analyse`. The intervals are 95 % each; nothing is claimed
    from them.
    """
    confounders = list(covariates)
    single_days = [Window(f"lag_{lag}", (lag,), 1) for lag in lags]
    _check([exposure, outcome, *confounders], 0.05, 1.0, single_days)
    with np.errstate(under="ignore", over="ignore"):
        table = DayTable.from_frame(days, [exposure, outcome, *confounders])
        (pair,) = _fitted(_Diary(table, confounders), [(exposure, outcome)], single_days)
        look, _ = _judged([pair], 0.05, 1.0, single_days)
        return list(finding(pair, look).windows)


class _Diary(NamedTuple):
    """The person's days and the confounders to hold against every question."""

    table: DayTable
    confounders: Sequence[str]

    def ask(self, questions: Sequence[Question]) -> dict[Question, Answer]:
        return answer(self.table, questions, sorted(self.confounders))


def _check(names: Sequence[str], q: float, margin: float, windows: Sequence[Window]) -> None:
    """Refuse what no diary can be answered with."""
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        raise ValueError(f"columns named more than once: {repeated!r}. Give each one role, once.")
    if not 0 < q < 1:
        raise ValueError(f"q is a share between 0 and 1, got {q!r}")
    if not (math.isfinite(margin) and margin > 0):
        raise ValueError(f"margin is a number of points above 0, got {margin!r}")
    if not windows or len({window.name for window in windows}) < len(windows):
        raise ValueError("windows needs at least one window, and names that differ")


def _asked(
    possible: Sequence[tuple[str, str]], asked: Collection[tuple[str, str]] | None
) -> list[tuple[str, str]]:
    """Return the pairs to test, in the order of `possible`."""
    if asked is None:
        return list(possible)
    wanted = set(asked)
    if unknown := sorted(wanted.difference(possible)):
        raise ValueError(f"pairs holds some that are no exposure and outcome given: {unknown!r}")
    return [pair for pair in possible if pair in wanted]


def _fitted(
    diary: _Diary, names: Sequence[tuple[str, str]], windows: Sequence[Window]
) -> list[Pair]:
    """Fit every window of every pair."""
    answers = diary.ask([Question(*pair, window) for pair in names for window in windows])
    return [
        Pair(*pair, answers=[answers[Question(*pair, window)] for window in windows])
        for pair in names
    ]


def _judged(
    pairs: Sequence[Pair], q: float, margin: float, windows: Sequence[Window]
) -> tuple[Look, list[Pair]]:
    """Give the pairs that passed the gate their p over the windows and their q over the page."""
    passed = [pair for pair in pairs if pair.p_values]
    p_values = [simes(pair.p_values) for pair in passed]
    q_values = benjamini_hochberg(p_values)
    judged = {
        pair.names: replace(pair, p=p, q=float(rate))
        for pair, p, rate in zip(passed, p_values, q_values, strict=True)
    }
    look = Look(q, margin, windows, pairs=len(passed), claims=int((q_values <= q).sum()))
    return look, [judged.get(pair.names, pair) for pair in pairs]


def _travels_with(
    diary: _Diary, claims: Sequence[Pair], look: Look
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Find claims that say nothing beside stronger claims about the same rating.

    A rating's claims come in order of p, one a round; the first stays. Each next one stays when
    its window still counts with the windows of those kept as covariates.
    """
    waiting: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(claims, key=lambda pair: (pair.p, pair.exposure)):
        waiting[pair.outcome].append(pair)
    kept = {outcome: [queue.pop(0)] for outcome, queue in waiting.items()}
    companions: dict[tuple[str, str], tuple[str, ...]] = {}
    while any(waiting.values()):
        asked = [queue.pop(0) for queue in waiting.values() if queue]
        questions = [_beside(pair, kept[pair.outcome], look) for pair in asked]
        answers = diary.ask(questions)
        for pair, question in zip(asked, questions, strict=True):
            company = kept[pair.outcome]
            refit = answers[question].tested
            if refit and refit.p <= look.q * (1 + len(company)) / look.pairs:
                company.append(pair)
            else:
                companions[pair.names] = tuple(other.exposure for other in company)
    return companions


def _beside(pair: Pair, others: Sequence[Pair], look: Look) -> Question:
    """Ask again for the pair's window, beside the windows of other claims."""
    beside = tuple((other.exposure, look.windows[other.place]) for other in others)
    return Question(pair.exposure, pair.outcome, look.windows[pair.place], beside)


def _directions(
    diary: _Diary, claims: Sequence[Pair], look: Look
) -> dict[tuple[str, str], Direction]:
    """Say for each claim what the order of days can tell about what came first."""
    directions: dict[tuple[str, str], Direction] = {}
    earlier = []
    for pair in claims:
        if min(look.windows[pair.place].lags) > 0:
            earlier.append(pair)
        else:
            directions[pair.names] = "cannot_tell"
    placebos = diary.ask([Question(*pair.names, TOMORROW) for pair in earlier])
    for pair in earlier:
        placebo = placebos[Question(*pair.names, TOMORROW)].tested
        claim = pair.answers[pair.place].tested
        against = placebo is None or (
            placebo.p < PLACEBO_P and claim is not None and abs(placebo.t) > abs(claim.t)
        )
        directions[pair.names] = "unclear" if against else "food_first"
    return directions
