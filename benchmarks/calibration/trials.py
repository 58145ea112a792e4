"""Personal experiments run many times: what they reject without an effect, and what they see."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.random import Generator

from benchmarks.calibration.diary import WITHIN_PERSON_SD
from benchmarks.calibration.tally import Counts
from benchmarks.calibration.worlds import World
from insights.stats.experiment import QUICK, SLOW, STANDARD, Design, analyse_experiment, new_plan
from insights.stats.power import PersonNoise, simulate

DESIGNS = {"quick": QUICK, "standard": STANDARD, "slow": SLOW}
SIX_WEEKS = {"six pairs of weeks": Design(period_days=7, pairs=6, skipped_days=1)}
WORLD_NAMES = (
    "AR(1), phi 0",
    "AR(1), phi 0.8",
    "drift .14 SD a day",
    "phases of 20 days",
    "heavy tails",
    "low days skipped",
    "calm and stormy weeks",
    "all at once",
)
EFFECTS = {"small": 0.3, "medium": 0.5, "large": 0.8}
SPEEDS = {"at once": 1.0, "builds up": 0.5}
RUNS = 20
FIRST_DAY = date(2026, 1, 5)


def without_effect(world: World, design: Design, rng: Generator) -> Counts:
    """Rejections, and intervals that hold nought, where being on changes nothing."""
    ratings = world.diary(rng, design.days).days["mood"].to_numpy()
    plan = new_plan(design, FIRST_DAY, "mood", "live_servings", 2, rng)
    days = pd.DataFrame({"mood": ratings}, index=plan.index)
    result = analyse_experiment(plan, days, date(2030, 1, 1), rng)
    if result.p is None:
        return {}
    low = -np.inf if result.low is None else result.low
    high = np.inf if result.high is None else result.high
    return {"rejected": (result.p <= 0.05, 1), "held": (low <= 0 <= high, 1)}


def with_effect(design: Design, speed: float, rng: Generator) -> Counts:
    """Effects seen of .3, .5 and .8 SD, ratings with phi .3 to .6 and a tenth missed."""
    noise = PersonNoise(float(rng.choice([0.3, 0.45, 0.6])), 0.0, WITHIN_PERSON_SD, 0.9)
    simulated = simulate(design, noise, rng, runs=RUNS, builds=speed)
    return {
        name: (RUNS * simulated.power(effect * WITHIN_PERSON_SD), RUNS)
        for name, effect in EFFECTS.items()
    }
