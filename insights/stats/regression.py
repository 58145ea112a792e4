"""From a table of days to fitted regressions: which rows and which columns.

    rating = constant + weekday + slow season + logged confounders + coefficient * exposure + error

Rows are the days on which the rating, the exposure's window and every confounder used are known;
nothing is filled in. Questions that come down to the same rows are fitted together.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from insights.stats.fitting import Fit, fit_many
from insights.stats.gls import Problem
from insights.stats.noise import Floats, Ints
from insights.stats.result import Refusal
from insights.stats.windows import NEXT_DAY, SAME_DAY, DayTable, Window

MIN_DF = 16
"""Degrees of freedom below which nothing is tested: about four complete weeks."""
MIN_OFF_MODE = 8
"""Days that rating and exposure must each have off their most common value."""
CONFOUNDER_KNOWN = 0.6
"""Share of the rated days on which a confounder must be known to be used."""
LARGEST_EXPONENT = 900
"""Largest power of two of a coefficient's unit; what is calculated from it stays finite."""
DAYS_PER_COSINE = 60
MOST_COSINES = 24
MONDAY = 4
"""Day number 4, 1970-01-05, was a Monday."""


@dataclass(frozen=True)
class Question:
    """Does the rating go with the exposure's window, beside those of other exposures?"""

    exposure: str
    outcome: str
    window: Window
    beside: tuple[tuple[str, Window], ...] = ()


@dataclass(frozen=True)
class Answer:
    """One fitted question.

    n_days : rows
    fit : the regression in the table's scaled units, None where it cannot be estimated
    swing_from, swing_to : low and high window means of the rows, in scaled units
    exponents : of the exposure's and of the outcome's scale; see `DayTable`
    refusal : why the answer must not be tested, or None
    """

    n_days: int
    fit: Fit | None
    swing_from: float
    swing_to: float
    exponents: tuple[int, int]
    refusal: Refusal | None

    @property
    def tested(self) -> Fit | None:
        """The fit when it passed the gate."""
        return None if self.refusal else self.fit


def answer(
    table: DayTable, questions: Sequence[Question], covariates: Sequence[str] = ()
) -> dict[Question, Answer]:
    """Fit every question; those with the same rows and nuisance columns are fitted together."""
    ratings = {q.outcome: _Rating.of(table, q.outcome, covariates) for q in questions}
    groups: dict[tuple[_Rating, Hashable], list[Question]] = defaultdict(list)
    for question in questions:
        rating = ratings[question.outcome]
        rows = _usable(table, rating, question)
        groups[rating, (question.window, question.beside, rows.tobytes())].append(question)
    row_sets = [_RowSet.of(table, rating, members) for (rating, _), members in groups.items()]
    return {
        question: row_set.answer(question, fits)
        for row_set, fits in zip(row_sets, fit_many([s.problem for s in row_sets]), strict=True)
        for question in row_set.questions
    }


def rows_used(table: DayTable, question: Question, covariates: Sequence[str] = ()) -> Ints:
    """Return the table's rows, by number, that a question is fitted on."""
    return _usable(table, _Rating.of(table, question.outcome, covariates), question)


def calendar_columns(day_numbers: Ints, first: int, last: int) -> Floats:
    """Return the columns that carry the week and the slow course of a record.

    Shape (rows, 7 + cosines): the constant, six weekday contrasts against Monday and the cosines
    cos(pi k (t + 1/2) / n), where t counts days from `first` and n is the number of days from
    `first` to `last`, both included.
    """
    length = last - first + 1
    cosines = min(max(round(length / DAYS_PER_COSINE), 1), MOST_COSINES)
    weekday = (day_numbers - MONDAY) % 7
    place = (day_numbers - first + 0.5) / length
    return np.column_stack(
        [np.ones(len(day_numbers))]
        + [(weekday == day).astype(float) for day in range(1, 7)]
        + [np.cos(np.pi * k * place) for k in range(1, cosines + 1)]
    )


def off_mode(values: Floats) -> int:
    """Return how many values differ from the most common one, rounding errors aside."""
    if not len(values):
        return 0
    low, high = values.min(), values.max()
    if low == high:
        return 0
    _, counts = np.unique(np.round((values - low) / (high - low), 9), return_counts=True)
    return int(len(values) - counts.max())


def swing(values: Floats) -> tuple[float, float]:
    """Return the 20th and 80th percentile: a person's low and high days.

    Where these coincide, as with something eaten on fewer than one day in five, the most common
    value and the median of the others take their place. Otherwise nothing would be between the
    two and any link would count as ruled out.
    """
    if not len(values):
        return 0.0, 0.0
    low, high = np.quantile(values, [0.2, 0.8])
    if high - low > 1e-9 * np.ptp(values):
        return float(low), float(high)
    others = values[np.abs(values - low) > 1e-9 * np.ptp(values)]
    other = np.median(others) if len(others) else low
    return float(min(low, other)), float(max(low, other))


@dataclass(frozen=True)
class _Rating:
    """The days that a rating covers and the confounders known on enough of them."""

    first: int
    last: int
    confounders: tuple[str, ...]

    @classmethod
    def of(cls, table: DayTable, outcome: str, covariates: Sequence[str]) -> "_Rating":
        rated = np.isfinite(table.columns[outcome])
        days = table.day_numbers[rated]
        if not len(days):
            return cls(0, 0, ())
        known = {name: np.isfinite(table.columns[name][rated]).mean() for name in covariates}
        used = tuple(name for name in covariates if known[name] >= CONFOUNDER_KNOWN)
        return cls(int(days[0]), int(days[-1]), used)


def _usable(table: DayTable, rating: _Rating, question: Question) -> Ints:
    """Return the table's rows on which all that the question needs is known."""
    known = np.isfinite(table.columns[question.outcome])
    known &= np.isfinite(table.mean(question.exposure, question.window))
    for column in _others(table, rating, question):
        known &= np.isfinite(column)
    return np.flatnonzero(known)


def _others(table: DayTable, rating: _Rating, question: Question) -> list[Floats]:
    """Return the confounders and the exposures beside, for every day of the table."""
    forms = (SAME_DAY, NEXT_DAY, question.window)
    confounders = [table.mean(name, form) for name in rating.confounders for form in forms]
    return confounders + [table.mean(name, window) for name, window in question.beside]


class _Column(NamedTuple):
    """What is asked of a problem's column besides its fit, once for all fits it is in."""

    place: int
    off_mode: int
    swing: tuple[float, float]
    exponent: int


def _columns(table: DayTable, values: dict[str, Floats]) -> dict[str, _Column]:
    return {
        name: _Column(place, off_mode(column), swing(column), table.exponents[name])
        for place, (name, column) in enumerate(values.items())
    }


@dataclass(frozen=True)
class _RowSet:
    """Questions that share their rows, as one problem for the fit."""

    problem: Problem
    questions: Sequence[Question]
    ratings: dict[str, _Column]
    exposures: dict[str, _Column]

    @classmethod
    def of(cls, table: DayTable, rating: _Rating, questions: Sequence[Question]) -> "_RowSet":
        first = questions[0]
        rows = _usable(table, rating, first)
        days = table.day_numbers[rows]
        others = [column[rows] for column in _others(table, rating, first)]
        ratings = {q.outcome: table.columns[q.outcome][rows] for q in questions}
        exposures = {q.exposure: table.mean(q.exposure, q.window)[rows] for q in questions}
        problem = Problem(
            day_numbers=days,
            nuisance=np.column_stack([calendar_columns(days, rating.first, rating.last), *others]),
            exposures=np.column_stack(list(exposures.values())),
            ratings=np.column_stack(list(ratings.values())),
            span=first.window.span,
        )
        return cls(problem, questions, _columns(table, ratings), _columns(table, exposures))

    def answer(self, question: Question, fits: Sequence[Sequence[Fit | None]]) -> Answer:
        """Return the answer to one of the questions, given the problem's fits."""
        rating, exposure = self.ratings[question.outcome], self.exposures[question.exposure]
        fit = fits[rating.place][exposure.place]
        low, high = exposure.swing
        return Answer(
            n_days=len(self.problem.day_numbers),
            fit=fit,
            swing_from=low,
            swing_to=high,
            exponents=(exposure.exponent, rating.exponent),
            refusal=self._refusal(rating, exposure, fit),
        )

    def _refusal(self, rating: _Column, exposure: _Column, fit: Fit | None) -> Refusal | None:
        """Apply the gate."""
        rows, columns = self.problem.nuisance.shape
        df = fit.df if fit else rows - columns - 1
        if df < MIN_DF:
            return Refusal("too_few_days", have=rows, need=rows + MIN_DF - df)
        if rating.off_mode < MIN_OFF_MODE:
            return Refusal("rating_rarely_varies", rating.off_mode, MIN_OFF_MODE)
        if exposure.off_mode < MIN_OFF_MODE:
            return Refusal("exposure_rarely_varies", exposure.off_mode, MIN_OFF_MODE)
        if fit is None:
            return Refusal("no_variation_of_its_own", 0, MIN_OFF_MODE)
        if max(rating.exponent, rating.exponent - exposure.exponent) > LARGEST_EXPONENT:
            return Refusal("out_of_range", 0, MIN_OFF_MODE)
        return None
