"""Diaries for the tests of the engine: plausible ones, and any at all."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from numpy.random import Generator
from numpy.typing import NDArray

FOODS = ("fibre_g", "fermented_servings")
RATINGS = ("mood", "stress")
FACTORS = ("alcohol",)
KINDS = (
    "usual",
    "whole numbers",
    "mostly none",
    "constant",
    "never recorded",
    "recorded twice",
    "huge",
    "at the edge of floats",
    "tiny",
    "tiny steps on a huge level",
    "infinite now and then",
    "weekends only",
    "one spike",
    "same as the first",
)


def ar1(rng: Generator, days: int, phi: float) -> NDArray[np.float64]:
    """Return a stationary AR(1) of variance 1."""
    shocks = rng.normal(size=days) * np.sqrt(1 - phi**2)
    values = np.empty(days)
    values[0] = rng.normal()
    for day in range(1, days):
        values[day] = phi * values[day - 1] + shocks[day]
    return values


def diary(rng: Generator, days: int, *, effect: float = 0.0, phi: float = 0.4) -> pd.DataFrame:
    """Return a full diary in which yesterday's fibre moves mood by `effect` SD per SD."""
    fibre, ferments, mood, stress = (ar1(rng, days, phi) for _ in range(4))
    mood = mood + effect * np.concatenate([[0.0], fibre[:-1]])
    columns = {
        "fibre_g": np.round(22 + 8 * fibre, 1),
        "fermented_servings": np.round(np.maximum(0, 1 + ferments)),
        "mood": np.clip(np.round(6 + 1.5 * mood), 0, 10),
        "stress": np.clip(np.round(4 + 1.5 * stress), 0, 10),
        "alcohol": rng.poisson(0.5, days).astype(float),
    }
    return pd.DataFrame(columns, index=pd.date_range("2024-03-01", periods=days, freq="D"))


def column(rng: Generator, kind: str, index: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Return a column of one of the KINDS."""
    days = len(index)
    usual = rng.normal(5, 2, days)
    made = {
        "usual": usual,
        "whole numbers": np.round(usual),
        "mostly none": np.where(rng.random(days) < 0.85, 0.0, usual),
        "constant": np.full(days, 0.1),
        "never recorded": np.full(days, np.nan),
        "recorded twice": np.where(np.arange(days) < 2, usual, np.nan),
        "huge": usual * 1e300,
        "at the edge of floats": np.sign(usual - 5) * 1.7e308,
        "tiny": usual * 1e-305,
        "tiny steps on a huge level": 1e15 + np.round(usual),
        "infinite now and then": np.where(rng.random(days) < 0.2, np.inf, usual),
        "weekends only": np.asarray(index.day_of_week >= 5, dtype=float),
        "one spike": np.where(np.arange(days) == days // 2, 1e9, 3.0),
        "same as the first": np.arange(days) % 5.0,
    }[kind]
    return np.where(rng.random(days) < 0.1, np.nan, made)


@st.composite
def any_table(draw: st.DrawFn) -> pd.DataFrame:
    """Draw a table of days with columns of any kind, gaps and a shuffled index."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    days = draw(st.sampled_from([0, 1, 2, 9, 30, 45, 80, 130]))
    index = pd.date_range("2023-12-28", periods=days, freq="D")
    names = [*FOODS, *RATINGS, *FACTORS]
    columns = {name: column(rng, draw(st.sampled_from(KINDS)), index) for name in names}
    kept = rng.random(days) >= draw(st.sampled_from([0.0, 0.1, 0.5]))
    return pd.DataFrame(columns, index=index)[kept].sample(frac=1, random_state=0)
