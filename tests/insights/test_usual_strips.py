"""The strip beside each mean: in its band is about the usual, out of it more or less."""

import pytest

from insights.week.strips import BAND_FROM, BAND_TO, FIRST, LAST, usual_strip
from insights.week.usual import AgainstUsual, Standing, against_usual

EIGHT_WEEKS = [[20.0 + number, 30.0, 25.0, 28.0 - number, 24.0, 31.0, 26.0] for number in range(8)]


def with_week(*values: float | None, is_rating: bool = False) -> AgainstUsual:
    """Return a week after eight like each other."""
    days = [value for week in EIGHT_WEEKS for value in week]
    return against_usual([*days, *values], is_rating=is_rating)


@pytest.mark.parametrize("amount", [5.0, 20.0, 24.0, 26.0, 28.0, 31.0, 33.0, 60.0])
def test_the_dot_leaves_the_band_exactly_when_the_week_has_moved(amount: float) -> None:
    against = with_week(*[amount] * 7)
    strip = usual_strip(against, is_rating=False)
    assert strip is not None
    assert BAND_FROM <= strip.usual <= BAND_TO
    if against.standing is Standing.MORE:
        assert strip.mean > BAND_TO
    elif against.standing is Standing.LESS:
        assert strip.mean < BAND_FROM
    else:
        assert BAND_FROM <= strip.mean <= BAND_TO


def test_a_week_far_outside_stays_on_its_strip() -> None:
    far = usual_strip(with_week(*[9_999.0] * 7), is_rating=False)
    none = usual_strip(with_week(*[0.0] * 7), is_rating=False)
    assert far is not None
    assert none is not None
    assert far.mean == LAST
    assert none.mean == FIRST


def test_a_week_that_cannot_be_compared_has_no_strip() -> None:
    assert usual_strip(with_week(*[None] * 7), is_rating=False) is None


def test_a_usual_of_nothing_has_no_range_to_draw() -> None:
    assert usual_strip(against_usual([0.0] * 63), is_rating=False) is None


def test_the_same_rating_every_day_has_the_band_of_what_nobody_notices() -> None:
    strip = usual_strip(against_usual([6.0] * 63, is_rating=True), is_rating=True)
    assert strip is not None
    assert strip.mean == strip.usual == (BAND_FROM + BAND_TO) / 2
