"""Strips below one another are one forest plot: one scale, zero in the middle."""

import pytest

from insights.findings.strips import MIDDLE, ROOM, Interval, shared_scale, strip_of

NARROW = Interval(0.1, -0.2, 0.4, margin=0.5)


def test_zero_is_in_the_middle_and_the_scale_is_even() -> None:
    strip = strip_of(Interval(0.5, 0.0, 1.0, margin=0.25), 1.0)
    assert (strip.low, strip.high) == (MIDDLE, MIDDLE + ROOM)
    assert strip.estimate == MIDDLE + ROOM / 2
    assert (strip.band_from, strip.band_width) == (MIDDLE - ROOM / 4, ROOM / 2)


def test_turning_an_interval_round_mirrors_its_strip() -> None:
    strip, mirrored = strip_of(NARROW, 1.0), strip_of(Interval(-0.1, -0.4, 0.2, 0.5), 1.0)
    assert strip.estimate - MIDDLE == pytest.approx(MIDDLE - mirrored.estimate)
    assert strip.low - MIDDLE == pytest.approx(MIDDLE - mirrored.high)
    assert strip.band_from == mirrored.band_from


def test_what_goes_on_beyond_the_scale_is_cut_and_says_so() -> None:
    strip = strip_of(Interval(0.0, -40.0, 0.5, margin=9.0), 1.0)
    assert (strip.low, strip.cut_low, strip.cut_high) == (MIDDLE - ROOM, True, False)
    assert (strip.band_from, strip.band_width) == (MIDDLE - ROOM, 2 * ROOM)


def test_one_odd_food_does_not_squeeze_the_others() -> None:
    odd = Interval(0.0, -40.0, 40.0, margin=0.5)
    assert shared_scale([NARROW] * 11 + [odd]) == 0.5
    assert shared_scale([NARROW] * 7 + [odd]) == 0.5
    assert shared_scale([NARROW] * 3) == 0.5
    assert shared_scale([odd]) == 10.0
    assert shared_scale([]) > 0


def test_what_is_only_somewhat_wider_is_shown_whole() -> None:
    claim = Interval(0.5, 0.3, 0.7, margin=0.5)
    scale = shared_scale([NARROW] * 11 + [claim])
    assert scale == 1.0
    assert not strip_of(claim, scale).cut_high
