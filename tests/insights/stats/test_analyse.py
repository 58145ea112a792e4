"""What one look at a page says, and on what terms."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from insights.stats import WINDOWS, Finding, Window, analyse, lag_profile

from .tables import FOODS, RATINGS, ar1, diary


def only(findings: list[Finding], exposure: str, outcome: str = "mood") -> Finding:
    (found,) = [f for f in findings if (f.exposure, f.outcome) == (exposure, outcome)]
    return found


@pytest.fixture(scope="module")
def linked() -> list[Finding]:
    """A year in which yesterday's fibre moves mood by half a SD."""
    return analyse(diary(np.random.default_rng(1), 365, effect=0.5), FOODS, RATINGS)


@pytest.fixture(scope="module")
def unlinked() -> list[Finding]:
    """Three months in which nothing moves anything."""
    return analyse(diary(np.random.default_rng(5), 90), FOODS, RATINGS)


def test_there_is_one_finding_for_every_pair_in_the_order_asked(linked: list[Finding]) -> None:
    assert [(f.exposure, f.outcome) for f in linked] == [
        (food, rating) for food in FOODS for rating in RATINGS
    ]


def test_a_strong_link_is_a_first_sign_on_the_right_day(linked: list[Finding]) -> None:
    found = only(linked, "fibre_g")

    assert (found.verdict, found.lag, found.sign) == ("early_sign", "next_day", 1)
    assert found.unit == "mood per fibre_g"
    # Half a SD of mood (1.5 points) per SD of fibre (8 g).
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.5 * 1.5 / 8 < found.high
    assert found.direction == "food_first"
    assert found.n_days == 364
    assert {f.verdict for f in linked if f is not found} <= {"no_clear_link", "no_meaningful_link"}


def test_a_claims_interval_is_wider_for_having_been_picked_out(linked: list[Finding]) -> None:
    found = only(linked, "fibre_g")
    window = {estimate.lag: estimate for estimate in found.windows}[found.lag]

    assert found.level == pytest.approx(1 - 1 * 0.03 / (4 * 4))
    assert found.q is not None
    assert found.q <= 0.03
    assert None not in (found.low, found.high, window.low, window.high)
    assert found.low < window.low < found.estimate < window.high < found.high  # type: ignore[operator]


def test_what_is_not_claimed_has_a_95_percent_interval(unlinked: list[Finding]) -> None:
    for found in unlinked:
        assert found.verdict == "no_clear_link"
        assert found.level == 0.95
        assert found.direction is None
        window = {estimate.lag: estimate for estimate in found.windows}[found.lag]
        assert (found.low, found.high) == (window.low, window.high)


def test_the_smallest_p_speaks_for_the_pair(unlinked: list[Finding]) -> None:
    for found in unlinked:
        p = {estimate.lag: estimate.p for estimate in found.windows}
        assert list(p) == [window.name for window in WINDOWS]
        assert p[found.lag] == min(p.values())  # type: ignore[type-var]
        assert found.p == pytest.approx(stats.false_discovery_control(list(p.values())).min())


def test_q_is_the_adjusted_p_over_the_page(unlinked: list[Finding]) -> None:
    expected = stats.false_discovery_control([f.p for f in unlinked])

    np.testing.assert_allclose([f.q for f in unlinked], expected)


def test_detectable_and_days_needed_follow_from_the_error(unlinked: list[Finding]) -> None:
    for found in unlinked:
        window = {estimate.lag: estimate for estimate in found.windows}[found.lag]
        assert window.low is not None
        assert window.high is not None
        assert found.swing is not None
        assert found.detectable is not None
        df = found.n_days - (1 + 6 + 2 + 1)  # 90 days: two cosines
        error = (window.high - window.low) / 2 / stats.t.ppf(0.975, df)
        reach = stats.t.ppf(1 - 0.03 / (2 * 4 * 4), df) + 0.84
        assert found.detectable == pytest.approx(reach * error * found.swing)
        assert found.days_needed == math.ceil(found.n_days * (found.detectable / 0.5) ** 2)


def test_ruled_out_is_what_no_window_is_compatible_with(unlinked: list[Finding]) -> None:
    for found in unlinked:
        bounds = []
        for window in found.windows:
            assert window.low is not None
            assert window.high is not None
            assert window.swing_from is not None
            assert window.swing_to is not None
            df = window.n_days - (1 + 6 + 2 + 1)
            middle, half = (window.high + window.low) / 2, (window.high - window.low) / 2
            error = half / stats.t.ppf(0.975, df)
            worst = abs(middle) + stats.t.ppf(0.95, df) * error
            bounds.append(worst * (window.swing_to - window.swing_from))
        assert found.rules_out == pytest.approx(max(bounds))


def test_a_long_quiet_diary_has_no_meaningful_link() -> None:
    found = only(analyse(diary(np.random.default_rng(7), 700), FOODS, RATINGS), "fibre_g")

    assert found.verdict == "no_meaningful_link"
    assert found.rules_out is not None
    assert found.rules_out < 0.5


def test_the_margin_decides_what_is_meaningful() -> None:
    days = diary(np.random.default_rng(7), 700)

    found = only(analyse(days, FOODS, RATINGS, margin=0.05), "fibre_g")

    assert found.verdict == "no_clear_link"


def test_a_window_that_could_not_be_tested_leaves_the_question_open() -> None:
    days = diary(np.random.default_rng(7), 700)

    found = only(analyse(days.iloc[::2], FOODS, RATINGS, margin=5), "fibre_g")

    refused = {estimate.lag: estimate.refusal is not None for estimate in found.windows}
    assert refused == {
        "same_day": False,
        "next_day": True,
        "next_3_days": True,
        "past_week": True,
    }
    assert found.verdict == "no_clear_link"


def test_two_names_for_one_food_travel_together() -> None:
    rng = np.random.default_rng(8)
    days = diary(rng, 365, effect=0.6)
    days["plants"] = days["fibre_g"] / 3 + rng.normal(size=365) / 10

    findings = analyse(days, ["plants", *FOODS], ["mood"])

    first, second = sorted(
        (only(findings, name) for name in ("fibre_g", "plants")), key=lambda f: f.p or 0
    )
    assert first.verdict == "early_sign"
    assert second.verdict == "travels_with"
    assert second.travels_with == (first.exposure,)
    assert second.level == first.level < 1


def test_two_foods_with_links_of_their_own_both_stay() -> None:
    rng = np.random.default_rng(9)
    days = diary(rng, 500)
    for name in ("fibre_g", "plants"):
        days[name] = 20 + 8 * ar1(rng, 500, 0.3)
    yesterday = days[["fibre_g", "plants"]].shift(1).sum(axis=1)
    days["mood"] = 6 + yesterday / 10 + ar1(rng, 500, 0.3)

    findings = analyse(days, ["fibre_g", "plants"], ["mood", "stress"])

    assert only(findings, "fibre_g").verdict == only(findings, "plants").verdict == "early_sign"


def test_the_same_day_cannot_tell_which_came_first() -> None:
    rng = np.random.default_rng(10)
    days = diary(rng, 300)
    days["mood"] = 6 + (days["fibre_g"] - 22) / 8 + rng.normal(size=300)

    found = only(analyse(days, FOODS, RATINGS), "fibre_g")

    assert (found.verdict, found.lag, found.direction) == ("early_sign", "same_day", "cannot_tell")


def test_a_link_that_is_stronger_with_tomorrows_food_has_no_clear_direction() -> None:
    rng = np.random.default_rng(11)
    days = diary(rng, 400)
    fibre = (days["fibre_g"] - 22) / 8
    before, after = fibre.shift(1, fill_value=0), fibre.shift(-1, fill_value=0)
    days["mood"] = 6 + 0.5 * before + 1.5 * after + rng.normal(size=400)

    found = only(analyse(days, FOODS, RATINGS, windows=WINDOWS[1:]), "fibre_g")

    assert found.verdict == "early_sign"
    assert found.direction == "unclear"


def test_too_short_a_diary_says_how_many_more_days_it_takes() -> None:
    for found in analyse(diary(np.random.default_rng(12), 15), FOODS, RATINGS):
        assert found.verdict == "not_enough_data"
        assert found.refusal is not None
        assert (found.refusal.code, found.refusal.have) == ("too_few_days", 15)
        assert found.refusal.missing == 10
        assert found.estimate is found.low is found.high is found.p is found.q is None
        assert found.rules_out is None
        # How much the diary would show is said from the first days that allow a fit.
        assert found.detectable is not None
        assert found.detectable > 1


def test_pairs_that_fail_the_gate_do_not_count_as_tests() -> None:
    days = diary(np.random.default_rng(1), 365, effect=0.5)
    days["never"] = np.nan

    without = only(analyse(days, FOODS, RATINGS), "fibre_g")
    beside = analyse(days, [*FOODS, "never"], RATINGS)

    assert only(beside, "never").verdict == "not_enough_data"
    assert only(beside, "fibre_g").q == without.q


def test_the_lag_profile_has_each_single_day_back() -> None:
    days = diary(np.random.default_rng(1), 365, effect=0.5)

    profile = lag_profile(days, "fibre_g", "mood")

    assert [estimate.lag for estimate in profile] == ["lag_1", "lag_2", "lag_3"]
    window = {e.lag: e for e in only(analyse(days, FOODS, RATINGS), "fibre_g").windows}
    assert profile[0].estimate == pytest.approx(window["next_day"].estimate)
    assert profile[0].p is not None
    assert profile[0].p < 1e-6


def test_a_finding_survives_json() -> None:
    days = diary(np.random.default_rng(13), 60)
    days["never"] = np.nan
    for found in analyse(days, [*FOODS, "never"], RATINGS):
        assert Finding.from_dict(json.loads(json.dumps(found.as_dict(), allow_nan=False))) == found


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"exposures": ["fibre"]}, "no column 'fibre'"),
        ({"exposures": ["fibre_g", "fibre_g"]}, r"named more than once: \['fibre_g'\]"),
        ({"covariates": ["mood"]}, r"named more than once: \['mood'\]"),
        ({"q": 0}, "q is a share between 0 and 1, got 0"),
        ({"q": math.nan}, "q is a share between 0 and 1"),
        ({"margin": 0}, "margin is a number of points above 0, got 0"),
        ({"margin": math.inf}, "margin is a number of points above 0"),
        ({"pairs": [("fibre_g", "sleep")]}, r"no exposure and outcome given: \[\('fibre_g'"),
        ({"windows": ()}, "at least one window"),
        ({"windows": (Window("a", (0,), 1), Window("a", (1,), 1))}, "names that differ"),
    ],
)
def test_misuse_is_refused_in_plain_words(change: dict[str, object], message: str) -> None:
    asked = {"exposures": FOODS, "outcomes": RATINGS, **change}

    with pytest.raises(ValueError, match=message):
        analyse(diary(np.random.default_rng(1), 30), **asked)  # type: ignore[arg-type]


def test_no_pairs_give_no_findings() -> None:
    days = diary(np.random.default_rng(1), 30)

    assert analyse(days, [], RATINGS) == analyse(days, FOODS, []) == []
    assert analyse(days, FOODS, RATINGS, pairs=[]) == []


def test_only_the_pairs_asked_are_answered_in_the_order_of_the_page() -> None:
    days = diary(np.random.default_rng(1), 90)
    asked = [("fermented_servings", "mood"), ("fibre_g", "stress")]

    found = analyse(days, FOODS, RATINGS, pairs=asked)

    assert [(f.exposure, f.outcome) for f in found] == asked[::-1]


def test_asking_every_pair_by_name_is_asking_them_all(unlinked: list[Finding]) -> None:
    days = diary(np.random.default_rng(5), 90)
    every = [(food, rating) for rating in RATINGS for food in FOODS]

    assert analyse(days, FOODS, RATINGS, pairs=every) == unlinked


def test_a_pair_nobody_asked_costs_nothing(unlinked: list[Finding]) -> None:
    days = diary(np.random.default_rng(5), 90)
    asked = [("fermented_servings", "mood"), ("fibre_g", "stress")]

    few = analyse(days, FOODS, RATINGS, pairs=asked)

    by_hand = stats.false_discovery_control([f.p for f in few], method="bh")
    assert [f.q for f in few] == pytest.approx(by_hand)
    for found in few:
        beside_others = only(unlinked, found.exposure, found.outcome)
        # The fit is the same; the allowance is shared by two pairs instead of four.
        assert found.p == pytest.approx(beside_others.p, rel=1e-9)
        assert found.estimate == pytest.approx(beside_others.estimate, rel=1e-9)
        assert found.rules_out == pytest.approx(beside_others.rules_out, rel=1e-9)
        assert found.detectable < beside_others.detectable
        assert "over 2 pairs" in found.method


def test_two_pairs_asked_equal_two_pairs_alone() -> None:
    days = diary(np.random.default_rng(1), 365, effect=0.5)

    (alone,) = analyse(days, ["fibre_g"], ["mood"])
    (asked,) = analyse(days, FOODS, RATINGS, pairs=[("fibre_g", "mood")])

    assert asked == alone


def test_the_table_is_left_as_it_was() -> None:
    days = diary(np.random.default_rng(1), 60).sample(frac=1, random_state=1)
    before = days.copy()

    analyse(days, FOODS, RATINGS, ["alcohol"])

    pd.testing.assert_frame_equal(days, before)
