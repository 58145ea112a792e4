"""When a diary is looked at, and what the looks so far allow to be shown."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import numpy as np
import pandas as pd
import pytest

from insights.stats import Finding, analyse
from insights.stats.editions import (
    Edition,
    NextLook,
    data_hash,
    look,
    milestones,
    next_look,
    shown,
    usable_days,
)

from .tables import FOODS, RATINGS, diary

FIRST = date(2024, 3, 1)


def on(day: int) -> date:
    """The date of a day of the diary, counted from 0."""
    return FIRST + timedelta(days=day)


def calendar(*days: int) -> pd.DatetimeIndex:
    return pd.DatetimeIndex([on(day) for day in days])


@pytest.fixture(scope="module")
def finding() -> Finding:
    """A first sign about fibre and mood."""
    days = diary(np.random.default_rng(1), 365, effect=0.5)
    return analyse(days, ["fibre_g"], ["mood"])[0]


def edition(
    *findings: Finding, milestone: int = 42, through: int = 50, usable: int = 42
) -> Edition:
    return Edition(milestone, usable, on(through), 0.03, 0.5, "0" * 64, findings)


def verdicts(*editions: Edition) -> list[str]:
    return [found.verdict for found in shown(editions)]


def test_looks_come_at_counts_that_grow_by_the_root_of_two() -> None:
    assert list(islice(milestones(), 14)) == [
        *(42, 60, 84, 119, 168, 238, 336, 476, 672, 950, 1344),
        *(1901, 2688, 3801),
    ]


def test_a_usable_day_has_a_food_and_a_rating() -> None:
    nan = np.nan
    index = pd.date_range(FIRST, periods=6)
    days = pd.DataFrame(
        {
            "fibre_g": [10, nan, 10, nan, nan, 0],
            "fermented_servings": [nan, nan, 1, 0, np.inf, nan],
            "mood": [5, 5, nan, nan, 5, 0],
            "stress": [nan, 5, nan, 2, 3, nan],
            "alcohol": 1.0,
        },
        index=index,
    )

    usable = usable_days(days.iloc[::-1], FOODS, RATINGS)

    assert list(usable) == [index[0], index[3], index[5]]


def test_following_nothing_makes_no_day_usable() -> None:
    days = diary(np.random.default_rng(1), 5)

    assert len(usable_days(days, [], RATINGS)) == len(usable_days(days, FOODS, [])) == 0


def test_the_first_look_is_due_at_42_usable_days() -> None:
    before = next_look(calendar(*range(41)), [], on(60))
    after = next_look(calendar(*range(42)), [], on(60))

    assert (before.due, before.milestone, before.missing) == (False, 42, 1)
    assert (after.due, after.milestone, after.missing) == (True, 42, 0)


def test_days_that_are_not_over_do_not_count() -> None:
    usable = calendar(*range(42))

    assert not next_look(usable, [], on(40)).due
    assert next_look(usable, [], on(41)).due


def test_the_next_look_counts_on_from_the_last() -> None:
    last = edition(usable=45, through=50)
    usable = calendar(*range(45), *range(51, 65))

    before = next_look(usable, [last], on(80))
    after = next_look(usable.append(calendar(70)), [last], on(80))

    assert (before.due, before.milestone, before.counted, before.missing) == (False, 60, 59, 1)
    assert (after.due, after.milestone, after.counted) == (True, 60, 60)


def test_filling_in_old_days_brings_no_look_nearer() -> None:
    last = edition(usable=42, through=100)
    sparse, filled = calendar(*range(0, 100, 2), 101), calendar(*range(102))

    assert next_look(sparse, [last], on(120)) == next_look(filled, [last], on(120))
    assert next_look(filled, [last], on(120)).counted == 43


def test_emptying_old_days_takes_no_look_away() -> None:
    last = edition(usable=42, through=100)

    assert next_look(calendar(*range(101, 119)), [last], on(120)).due


def test_one_look_makes_up_for_several_missed() -> None:
    imported = next_look(calendar(*range(500)), [], on(500))
    assert (imported.due, imported.milestone) == (True, 476)

    later = next_look(
        calendar(*range(500)), [edition(milestone=476, usable=500, through=500)], on(500)
    )
    assert (later.due, later.milestone, later.missing) == (False, 672, 172)


def test_before_the_first_look_nothing_is_shown() -> None:
    assert shown([]) == ()


def test_a_claim_of_one_look_is_an_early_sign(finding: Finding) -> None:
    quiet = replace(finding, verdict="no_clear_link")

    assert verdicts(edition(finding)) == ["early_sign"]
    assert verdicts(edition(quiet), edition(finding)) == ["early_sign"]


def test_a_claim_of_two_looks_running_is_linked(finding: Finding) -> None:
    assert verdicts(edition(finding), edition(finding)) == ["linked"]
    assert verdicts(edition(finding), edition(finding), edition(finding)) == ["linked"]


def test_a_claim_with_another_sign_starts_again(finding: Finding) -> None:
    assert finding.estimate is not None
    turned = replace(finding, estimate=-finding.estimate)

    assert verdicts(edition(finding), edition(turned)) == ["early_sign"]


def test_a_claim_about_another_pair_does_not_help(finding: Finding) -> None:
    other = replace(finding, outcome="stress")

    assert verdicts(edition(other), edition(finding)) == ["early_sign"]


def test_looks_must_run_on(finding: Finding) -> None:
    quiet = replace(finding, verdict="no_clear_link")

    assert verdicts(edition(finding), edition(quiet), edition(finding)) == ["early_sign"]


@pytest.mark.parametrize("then", ["no_clear_link", "no_meaningful_link", "travels_with"])
def test_a_link_that_is_not_claimed_again_is_not_shown(finding: Finding, then: str) -> None:
    gone = replace(finding, verdict=then)  # type: ignore[arg-type]

    assert verdicts(edition(finding), edition(finding), edition(gone)) == [then]


def test_what_travels_with_another_is_no_claim_of_its_own(finding: Finding) -> None:
    together = replace(finding, verdict="travels_with", travels_with=("plants",))

    assert verdicts(edition(together), edition(finding)) == ["early_sign"]


def test_what_is_shown_changes_only_the_verdict(finding: Finding) -> None:
    assert shown([edition(finding), edition(finding)]) == (replace(finding, verdict="linked"),)
    assert finding.verdict == "early_sign"


def test_a_look_stores_what_it_saw_and_found() -> None:
    days = diary(np.random.default_rng(2), 200, effect=0.8)
    at = NextLook(milestone=119, counted=120, through=on(119))

    held = look(days, FOODS, RATINGS, ["alcohol"], at=at, q=0.02, margin=0.4)

    seen = days.iloc[:120]
    assert held == Edition(
        milestone=119,
        usable_days=120,
        through=on(119),
        q=0.02,
        margin=0.4,
        data_hash=data_hash(seen, [*FOODS, *RATINGS, "alcohol"]),
        findings=tuple(analyse(seen, FOODS, RATINGS, ["alcohol"], q=0.02, margin=0.4)),
    )


def test_a_look_leaves_out_what_is_older_than_three_years() -> None:
    days = diary(np.random.default_rng(3), 1200)
    at = NextLook(milestone=950, counted=1200, through=on(1199))

    held = look(days, FOODS, RATINGS, at=at)

    assert {found.windows[0].n_days for found in held.findings} == {1095}


def test_the_fingerprint_changes_with_any_value_and_with_nothing_else() -> None:
    days = diary(np.random.default_rng(4), 50)
    names = [*FOODS, *RATINGS]
    before = data_hash(days, names)

    assert data_hash(days.iloc[::-1, ::-1], names[::-1]) == before
    assert data_hash(days.assign(alcohol=9.0), names) == before
    assert data_hash(days.replace({"fermented_servings": {0.0: -0.0}}), names) == before

    for changed in (
        days.assign(mood=days["mood"].where(days.index != days.index[7])),
        days.assign(mood=days["mood"] * 2),
        days.assign(mood=days["stress"], stress=days["mood"]),
        days.set_axis(days.index + pd.Timedelta(days=1)),
        days.iloc[1:],
    ):
        assert data_hash(changed, names) != before
