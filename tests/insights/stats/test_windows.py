"""Windows over gaps, and the door from pandas."""

import numpy as np
import pandas as pd
import pytest

from insights.stats.windows import (
    NEXT_3_DAYS,
    NEXT_DAY,
    PAST_WEEK,
    SAME_DAY,
    TOMORROW,
    WINDOWS,
    DayTable,
    Window,
)

NAN = np.nan


def table(values: list[float], days: list[str] | None = None) -> DayTable:
    index = pd.DatetimeIndex(days) if days else pd.date_range("2024-02-27", periods=len(values))
    return DayTable.from_frame(pd.DataFrame({"fibre_g": values}, index=index), ["fibre_g"])


def window_means(of: DayTable, window: Window) -> list[float | None]:
    """Unscaled means, None for not known."""
    means = of.mean("fibre_g", window) * 2.0 ** of.exponents["fibre_g"]
    return [None if np.isnan(mean) else float(mean) for mean in means]


def test_the_four_windows_are_those_of_the_method() -> None:
    assert [(w.name, w.lags, w.at_least, w.span) for w in WINDOWS] == [
        ("same_day", (0,), 1, 1),
        ("next_day", (1,), 1, 1),
        ("next_3_days", (1, 2, 3), 2, 3),
        ("past_week", (1, 2, 3, 4, 5, 6, 7), 5, 7),
    ]


def test_single_days_are_looked_up_by_the_calendar() -> None:
    days = table([1, 2, 3, 4], ["2024-02-28", "2024-02-29", "2024-03-02", "2024-03-03"])

    assert window_means(days, SAME_DAY) == [1, 2, 3, 4]
    assert window_means(days, NEXT_DAY) == [None, 1, None, 3]
    assert window_means(days, TOMORROW) == [2, None, 4, None]


def test_three_days_need_two_recorded() -> None:
    days = table([1, NAN, 5, 0, NAN, NAN, 7])

    assert window_means(days, NEXT_3_DAYS) == [None, None, None, 3, 2.5, 2.5, None]


def test_a_week_needs_five_recorded() -> None:
    days = table([7, 7, NAN, 0, NAN, 7, 14, 0, 21, NAN])

    assert window_means(days, PAST_WEEK)[:7] == [None] * 7
    assert window_means(days, PAST_WEEK)[7:] == [7, pytest.approx(28 / 5), pytest.approx(42 / 5)]


def test_none_eaten_counts_and_not_recorded_does_not() -> None:
    assert window_means(table([0, 0, 3]), NEXT_3_DAYS) == [None, None, 0]
    assert window_means(table([0, NAN, 3]), NEXT_3_DAYS) == [None, None, None]


def test_a_missing_row_is_a_day_not_recorded() -> None:
    full = table([1, 2, NAN, 4, 5, 6, 7, 8, 9])
    gone = table(
        [1, 2, 4, 5, 6, 7, 8, 9],
        [f"2024-02-{day}" for day in (27, 28)] + [f"2024-03-0{day}" for day in range(1, 7)],
    )

    for window in WINDOWS:
        expected = window_means(full, window)
        assert window_means(gone, window) == expected[:2] + expected[3:]


def test_scaling_is_by_a_power_of_two_and_loses_nothing() -> None:
    days = table([0.1, 3.7, NAN, 1e5])

    recovered = np.ldexp(days.columns["fibre_g"], days.exponents["fibre_g"])

    np.testing.assert_array_equal(recovered, [0.1, 3.7, NAN, 1e5])
    assert np.nanmax(np.abs(days.columns["fibre_g"])) <= 1


def test_infinities_text_and_gaps_in_nullable_columns_are_not_recorded() -> None:
    index = pd.date_range("2024-01-01", periods=4)
    frame = pd.DataFrame(
        {
            "infinite": [1.0, np.inf, -np.inf, 2.0],
            "mixed": pd.Series([1, None, "three", "4"], index=index, dtype=object),
            "nullable": pd.array([1, None, 3, 4], dtype="Int64"),
            "yes_no": [True, False, False, True],
        },
        index=index,
    )

    read = DayTable.from_frame(frame, list(frame.columns))

    known = {name: np.isfinite(read.columns[name]).tolist() for name in frame.columns}
    assert known == {
        "infinite": [True, False, False, True],
        "mixed": [True, False, False, True],
        "nullable": [True, False, True, True],
        "yes_no": [True] * 4,
    }


def test_a_zoned_clock_time_is_the_local_day() -> None:
    index = pd.date_range("2024-01-01 23:30", periods=2, tz="America/Los_Angeles")

    read = DayTable.from_frame(pd.DataFrame({"mood": [1.0, 2.0]}, index=index), ["mood"])

    first = pd.Timestamp("2024-01-01").toordinal() - pd.Timestamp("1970-01-01").toordinal()
    assert read.day_numbers.tolist() == [first, first + 1]


@pytest.mark.parametrize(
    ("index", "message"),
    [
        (pd.RangeIndex(2), "needs a DatetimeIndex"),
        (pd.DatetimeIndex(["2024-01-01", "2024-01-01"]), "more than one row for 2024-01-01"),
        (pd.DatetimeIndex(["2024-01-01 08:00", "2024-01-01 20:00"]), "more than one row"),
        (pd.DatetimeIndex(["2024-01-01", None]), "row without a date"),
    ],
)
def test_an_index_that_is_not_one_row_per_day_is_refused(index: pd.Index, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        DayTable.from_frame(pd.DataFrame({"mood": [1.0, 2.0]}, index=index), ["mood"])


def test_a_missing_or_repeated_column_is_refused_by_name() -> None:
    index = pd.date_range("2024-01-01", periods=2)
    frame = pd.DataFrame([[1.0, 2.0], [3.0, 4.0]], index=index, columns=["mood", "mood"])

    with pytest.raises(ValueError, match="no column 'fibre'"):
        DayTable.from_frame(frame, ["fibre"])
    with pytest.raises(ValueError, match="more than one column 'mood'"):
        DayTable.from_frame(frame, ["mood"])
