"""What a finding rests on comes from the days its look saw, and moves only with a look."""

import pickle
from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest
from scipy import stats

from accounts.models import User
from insights.findings.behind import Behind, behind
from insights.findings.outlook import Outlook, outlook
from insights.models import Edition
from journal.models import CheckIn
from journal.services import record_factor, want_built_in
from tests.insights.every_verdict import store_every_verdict
from tests.insights.test_looks import diary
from tests.people import KIMCHI, NOW, eat, feel
from tracker.models import Meal, MealItem

PAIR = ("fermented_servings", "mood")


def look_at(person: User) -> tuple[Outlook, Behind]:
    known = outlook(person, now=NOW)
    finding = next(each.finding for each in known.findings if each.finding.pair == PAIR)
    assert known.last_look is not None
    found = behind(person, known.last_look, finding)
    assert found is not None
    return known, found


def by_hand(person: User) -> pd.DataFrame:
    """Work out yesterday's kimchi and today's mood from the rows themselves."""
    servings: dict[object, float] = {}
    for meal in Meal.objects.filter(user=person):
        servings.setdefault(meal.local_day, 0.0)
        for item in MealItem.objects.filter(meal=meal):
            servings[meal.local_day] += item.fermented_servings or 0.0
    rows = []
    for check_in in CheckIn.objects.filter(user=person).order_by("local_day"):
        yesterday = check_in.local_day - timedelta(days=1)
        if yesterday in servings:
            rows.append((check_in.local_day, servings[yesterday], float(check_in.mood)))
    return pd.DataFrame(rows, columns=["day", "exposure", "outcome"])


def test_days_groups_and_slope_follow_from_the_rows_logged(ada: User) -> None:
    diary(ada, 60)
    known, found = look_at(ada)
    rows = by_hand(ada)
    assert [(each.day, each.exposure, each.outcome) for each in found.days] == [
        pytest.approx(row) for row in rows[::-1].itertuples(index=False, name=None)
    ]
    assert len(found.days) == known.findings[0].finding.n_days == 59
    assert found.raw == pytest.approx(stats.linregress(rows["exposure"], rows["outcome"]).slope)
    assert found.adjusted == known.findings[0].finding.estimate
    assert sum(group.n_days for group in found.groups) == 59
    for group in found.groups:
        inside = rows[rows["exposure"].between(group.least - 1e-9, group.most + 1e-9)]
        assert (group.n_days, group.mean) == (len(inside), pytest.approx(inside["outcome"].mean()))
    assert (found.rated, found.eaten) == (60, 60)


def test_a_linked_pair_has_a_profile_of_single_days(ada: User) -> None:
    diary(ada, 60)
    _, found = look_at(ada)
    assert [estimate.lag for estimate in found.profile] == ["lag_1", "lag_2", "lag_3"]


def test_a_first_sign_has_none_yet(ada: User) -> None:
    diary(ada, 45)
    known, found = look_at(ada)
    assert known.findings[0].verdict == "early_sign"
    assert found.profile == ()


def test_days_after_the_look_change_nothing(ada: User) -> None:
    diary(ada, 45)
    _, before = look_at(ada)
    feel(ada, "2026-11-18 08:00", mood=0)
    eat(ada, "2026-11-18 09:00", (KIMCHI, 900))
    _, after = look_at(ada)
    assert after == before
    assert before.is_as_seen


def test_it_says_when_older_days_were_changed(ada: User) -> None:
    first = diary(ada, 45)
    _, before = look_at(ada)
    CheckIn.objects.filter(user=ada, local_day=first).update(mood=0)
    _, after = look_at(ada)
    assert (before.is_as_seen, after.is_as_seen) == (True, False)
    assert after.adjusted == before.adjusted


def test_a_factor_kept_since_is_no_change(ada: User) -> None:
    diary(ada, 45)
    look_at(ada)
    Edition.objects.update(taken_at=NOW - timedelta(hours=1))
    alcohol = want_built_in(ada, "alcohol_drinks")
    record_factor(alcohol, NOW.date() - timedelta(days=2), 1, now=NOW)
    _, after = look_at(ada)
    assert after.is_as_seen


def test_what_no_look_answered_rests_on_nothing(ada: User) -> None:
    diary(ada, 45)
    known, _ = look_at(ada)
    unasked = replace(known.findings[0].finding, outcome="energy")
    assert known.last_look is not None
    assert behind(ada, known.last_look, unasked) is None


def test_it_can_be_kept_between_requests(ada: User) -> None:
    diary(ada, 60)
    _, found = look_at(ada)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own


def test_a_diary_emptied_after_its_look_rests_on_no_days(ada: User) -> None:
    looks = store_every_verdict(ada)
    known = outlook(ada, now=NOW)
    for current in known.findings:
        found = behind(ada, looks[-1], current.finding)
        assert found is not None
        assert (found.days, found.groups, found.raw) == ((), (), None)
        assert not found.is_as_seen
