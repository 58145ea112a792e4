"""The figures of a week or a window worked out again from exported files, with pandas alone.

Nothing here imports the product: it knows the exported columns and the rules as they are written
for people (docs/guide.md, and "How is this worked out?" on the week page).
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd

DATA = Path(__file__).parents[2] / "data"
NUTRIENTS = ("fibre_g", "tryptophan_g", "energy_kcal")
SERVINGS = ("fermented_servings", "live_servings")
RATINGS = ("mood", "anxiety", "stress", "energy", "focus", "gut_comfort")
WEEKS_BEFORE, LEAST_DAYS, LEAST_WEEKS = 8, 3, 4
HERB_POINTS = 0.25
LEAST_SHOWN = 0.1


def days_of_csv(text: str) -> pd.DataFrame:
    """Return the daily table as exported; food of days that are not recorded is empty in it."""
    return pd.read_csv(io.StringIO(text), parse_dates=["day"], index_col="day")


def items_of_export(export: Mapping[str, Any]) -> pd.DataFrame:
    """Return everything eaten, one row an item, with the day its meal belongs to."""
    rows = [
        {"day": meal["local_day"], "meal": meal["id"], **item}
        for meal in export["meals"]
        for item in meal["items"]
    ]
    items = pd.DataFrame(rows)
    items["day"] = pd.to_datetime(items["day"])
    items[[*NUTRIENTS, *SERVINGS]] = items[[*NUTRIENTS, *SERVINGS]].astype(float)
    return items


def days_of_export(export: Mapping[str, Any], first: str, last: str) -> pd.DataFrame:
    """Return the daily table worked out from single meals and check-ins."""
    days = pd.date_range(first, last, name="day")
    items = items_of_export(export)
    by_day = items.groupby("day")
    table = pd.DataFrame(index=days)
    table["meals"] = by_day["meal"].nunique().reindex(days).fillna(0)
    said = pd.Series(
        {pd.Timestamp(row["local_day"]): row["status"] for row in export["food_days"]}, dtype=object
    ).reindex(days)
    is_recorded = table["meals"].ge(2) | (table["meals"].ge(1) & said.eq("complete"))
    is_none = table["meals"].eq(0) & said.eq("none")
    table["food"] = "not_recorded"
    table.loc[is_none, "food"] = "none"
    table.loc[is_recorded, "food"] = "recorded"
    for name in (*NUTRIENTS, *SERVINGS):
        table[name] = by_day[name].sum(min_count=1).reindex(days)
        table.loc[is_none, name] = 0.0
    for name in NUTRIENTS:
        is_unknown = items[name].isna()
        if name == "fibre_g":
            is_unknown |= items["fibre_is_at_least"].astype(bool)
        table[f"{name.rsplit('_', 1)[0]}_unknown_items"] = (
            is_unknown.groupby(items["day"]).sum().reindex(days).fillna(0)
        )
    table["plant_points"] = [points(plants_between(items, day, day)) for day in days]
    doses = pd.Series([pd.Timestamp(row["local_day"]) for row in export["probiotic_doses"]])
    table["probiotic_doses"] = doses.value_counts().reindex(days).fillna(0)
    logged_only = [name for name in table if name not in {"meals", "food"}]
    table.loc[~(is_recorded | is_none), logged_only] = float("nan")
    check_ins = pd.DataFrame(export["check_ins"])
    rated = check_ins[list(RATINGS)].astype(float)
    return table.join(rated.groupby(pd.to_datetime(check_ins["local_day"])).mean())


def plants_between(items: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> set[str]:
    """Return the distinct plants of some days, whether or not their food is recorded."""
    return {key for keys in items.loc[items["day"].between(first, last), "plants"] for key in keys}


def points(plants: set[str]) -> float:
    """Return the points of distinct plants: herbs and spices count a quarter."""
    keys = pd.read_csv(DATA / "plant_keys.csv", index_col="plant_key")["category"]
    return float(sum(HERB_POINTS if keys[key] == "herb_spice" else 1.0 for key in plants))


@dataclass(frozen=True)
class PandasWeek:
    """A week: means over recorded days, sums of everything logged, and the person's usual."""

    means: dict[str, float]
    totals: dict[str, float]
    usual: dict[str, float]
    usual_days: dict[str, list[float]]
    recorded_days: dict[str, int]
    at_least: dict[str, bool]
    plants: set[str]


def week_of(days: pd.DataFrame, items: pd.DataFrame, monday: str, today: str) -> PandasWeek:
    """Return the week from `monday` on; days from `today` on are not over."""
    first = pd.Timestamp(monday)
    last = first + pd.Timedelta(days=6)
    week, logged = days.loc[first:last], items[items["day"].between(first, last)]
    columns = [*NUTRIENTS, *SERVINGS, "plant_points", "probiotic_doses", *RATINGS]
    over = days.loc[days.index < pd.Timestamp(today)]
    return PandasWeek(
        means={name: week[name].mean() for name in columns},
        totals={name: logged[name].sum(min_count=1) for name in (*NUTRIENTS, *SERVINGS)},
        usual={name: _usual_week(over[name], first) for name in columns},
        usual_days={name: _usual_days(days[name], first) for name in columns},
        recorded_days={
            "food": int(week["food"].ne("not_recorded").sum()),
            "mood": int(week["mood"].notna().sum()),
        },
        at_least={
            name: bool(week[f"{name.rsplit('_', 1)[0]}_unknown_items"].sum()) for name in NUTRIENTS
        },
        plants=plants_between(items, first, last),
    )


def _usual_week(column: pd.Series, first: pd.Timestamp) -> float:
    """Return the median of the means of the same weekdays in the eight weeks before."""
    week = column.loc[first : first + pd.Timedelta(days=6)].dropna()
    before = column.loc[first - pd.Timedelta(weeks=WEEKS_BEFORE) : first - pd.Timedelta(days=1)]
    before = before[weekdays(before).isin(weekdays(week))].dropna()
    weeks = before.groupby((cast(pd.DatetimeIndex, before.index) - first).days // 7)
    means = weeks.mean()[weeks.count() >= LEAST_DAYS]
    is_enough = len(week) >= LEAST_DAYS and len(means) >= LEAST_WEEKS
    return float(means.median()) if is_enough else float("nan")


def _usual_days(column: pd.Series, first: pd.Timestamp) -> list[float]:
    """Return for each weekday the median of the same weekday in the eight weeks before."""
    before = column.loc[first - pd.Timedelta(weeks=WEEKS_BEFORE) : first - pd.Timedelta(days=1)]
    columns = [before[weekdays(before) == number].dropna() for number in range(7)]
    return [
        float(known.median()) if len(known) >= LEAST_DAYS else float("nan") for known in columns
    ]


def weekdays(column: pd.Series) -> pd.Index:
    """Return the weekday of each day of a column, Monday as 0."""
    return cast(pd.DatetimeIndex, column.index).day_of_week


def figure(value: float) -> str:
    """Write a number as people read it: one decimal at most, a narrow space after thousands."""
    if 0 < value < LEAST_SHOWN / 2:
        return "<\u202f0.1"
    text = f"{value:.1f}" if abs(value) < 1_000 else f"{value:.0f}"
    whole, _, decimal = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u202f")
    return f"{grouped}.{decimal}" if decimal.strip("0") else grouped
