"""The benchmark itself: its diaries are what they say, and its counting is right."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from benchmarks.calibration import report, rivals, runner, sizes
from benchmarks.calibration.__main__ import main
from benchmarks.calibration.diary import FOODS, RATINGS, Diary
from benchmarks.calibration.limits import LIMITS
from benchmarks.calibration.linked import ONE_LINK, LinkedWorld
from benchmarks.calibration.more_worlds import FRESH, OWN
from benchmarks.calibration.studies import Cell
from benchmarks.calibration.tally import Share
from benchmarks.calibration.worlds import LISTED, World, plain

EVERY_WORLD = (*LISTED, *OWN, FRESH, *LIMITS)
SMALL = Cell("margins", "phi .3", 56)


@pytest.mark.parametrize("world", EVERY_WORLD, ids=lambda world: world.name)
def test_every_world_writes_a_diary_a_person_could_have_written(world: World):
    diary = world.diary(np.random.default_rng(1), 200)
    ratings, foods = diary.days[list(RATINGS)], diary.days[list(FOODS)]
    assert len(diary.days) == 200
    assert set(np.unique(ratings.to_numpy()[~ratings.isna()])) <= set(range(11))
    assert 0.8 < ratings.std().mean() < 1.7
    assert (foods.min() >= 0).all()
    assert (foods.nunique() > 1).all()
    assert ratings.notna().mean().min() > 0.35


def test_the_same_generator_writes_the_same_diary():
    first, again = (FRESH.diary(np.random.default_rng(5), 90).days for _ in range(2))
    pd.testing.assert_frame_equal(first, again)


def test_names_of_worlds_are_unlike():
    names = [world.name for world in (*LISTED, *OWN, FRESH)]
    assert len(names) == len(set(names))


def test_low_days_are_skipped_more_often_and_skipped_whole():
    world = next(world for world in LISTED if world.name == "low days skipped")
    days = world.diary(np.random.default_rng(2), 3000).days
    assert (days.isna().any(axis=1) == days.isna().all(axis=1)).all()
    assert days["mood"].isna().mean() == pytest.approx(0.75 * 0.10 + 0.25 * 0.45, abs=0.03)


def test_the_true_slope_of_a_linked_diary_is_what_a_long_regression_finds():
    diary = LinkedWorld("linked", plain(0.0), ONE_LINK).diary(np.random.default_rng(3), 20_000)
    yesterday = diary.days["fibre_g"].shift(1)[1:]
    found = stats.linregress(yesterday, diary.days["mood"][1:])
    assert found.slope == pytest.approx(diary.slopes["fibre_g", "mood"], abs=4 * found.stderr)


def test_pearson_is_that_of_scipy_and_ignores_missing_days():
    rng = np.random.default_rng(4)
    rating, food = rng.standard_normal((2, 60))
    expected = stats.pearsonr(rating[5:], food[5:]).pvalue
    rating[:5] = np.nan
    assert rivals.pearson_p(rating, food) == pytest.approx(expected)


def test_five_and_five_takes_five_days_with_and_five_without():
    food = np.array([1.0] * 5 + [0.0] * 6)
    rating = np.array([6.0] * 5 + [5.0] * 6)
    assert rivals.five_and_five(rating, food)
    assert not rivals.five_and_five(rating[1:], food[1:])
    assert not rivals.five_and_five(5 + (rating - 5) * 0.29, food)


def test_the_oracle_keeps_its_level():
    rng = np.random.default_rng(6)
    oracle = rivals.Oracle(0.6)
    p = []
    for _ in range(40):
        diary = World("noise", plain(0.6)).diary(rng, 120)
        p.append(oracle.p_values(diary, "next_day", diary.days[list(RATINGS)].to_numpy()))
    assert np.mean(np.array(p) < 0.05) == pytest.approx(0.05, abs=0.025)


def test_the_oracle_claims_a_strong_link_alone():
    diary = LinkedWorld("linked", plain(0.3), {("fibre_g", "mood"): 0.6}).diary(
        np.random.default_rng(7), 365
    )
    assert rivals.Oracle(0.3, spread=1.2).claims(diary, 0.01) == {("fibre_g", "mood")}


def test_a_share_of_unlike_diaries_has_the_error_of_diaries():
    alike = Share.of([5, 5, 5, 5], [10, 10, 10, 10])
    unlike = Share.of([0, 10, 0, 10], [10, 10, 10, 10])
    assert alike.value == unlike.value == 0.5
    assert unlike.error == pytest.approx(np.std([0, 1, 0, 1], ddof=1) / 2)
    assert alike.error == pytest.approx(np.sqrt(0.25 / 40), rel=0.05)


def test_a_share_of_one_diary_is_unknown():
    assert str(Share.of([1], [10])) == "-"


def test_none_of_many_still_has_an_error():
    assert 0 < Share.of([0] * 50, [1] * 50).error < 0.03


def test_diaries_do_not_depend_on_the_order_they_are_run_in():
    assert SMALL.run(1, 3) == SMALL.run(1, 3) != SMALL.run(1, 4)
    assert SMALL.run(1, 3) != SMALL.run(2, 3)


def test_a_run_goes_on_where_it_stopped(tmp_path):
    store = tmp_path / "counts.jsonl"
    runner.run({SMALL: 3}, 1, store=store)
    assert len(store.read_text().splitlines()) == 3
    resumed = runner.run({SMALL: 5}, 1, store=store)
    numbers = [json.loads(line)[4] for line in store.read_text().splitlines()]
    assert numbers == [0, 1, 2, 3, 4]
    assert resumed.counts[SMALL] == runner.run({SMALL: 5}, 1).counts[SMALL]


def test_a_time_limit_thins_all_cells_alike():
    other = Cell("margins", "phi .3", 90)
    order = [block.cell for block in runner.blocks({SMALL: 30, other: 30}, 1, runner.Results())]
    assert {order[0], order[1]} == {SMALL, other}


def test_an_empty_run_prints_its_tables_all_the_same():
    printed = report.report(runner.Results())
    assert ("\n" + printed).count("\n## ") == 10


def test_the_command_prints_markdown(capsys):
    main(["--quick", "--only", "margins", "--minutes", "0.0001"])
    assert "## What can be ruled out and seen" in capsys.readouterr().out


def test_the_long_run_has_every_world_at_every_length():
    wanted = sizes.long()
    for world in (*LISTED, *OWN):
        for days in sizes.LENGTHS:
            assert wanted[Cell("link-free", world.name, days)] >= 100


def test_a_diary_names_its_foods_and_ratings():
    assert (Diary(pd.DataFrame()).foods, Diary(pd.DataFrame()).ratings) == (FOODS, RATINGS)
