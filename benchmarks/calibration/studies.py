"""What is counted in one diary: each study turns a diary number into hits and tries."""

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.random import Generator

from benchmarks.calibration import modulated, rivals, trials
from benchmarks.calibration.diary import Diary
from benchmarks.calibration.limits import LIMITS
from benchmarks.calibration.linked import (
    FOUR_LINKS,
    ONE_LINK,
    LinkedWorld,
    foods_alike,
    place,
)
from benchmarks.calibration.more_worlds import FRESH, OWN
from benchmarks.calibration.tally import Counts
from benchmarks.calibration.worlds import ALL_WINDOWS, LISTED, World, drifting, forgetful, plain
from insights.stats import analyse
from insights.stats.result import Finding

ONE_LOOK = 0.05
"""Rate for a page that is looked at once; editions use .03."""
PER_EDITION = 0.03
LOOKS = (42, 60, 84, 119, 168, 238, 336, 476, 672, 950, 1344)
YEARS_KEPT_DAYS = 1096

WORLDS = {world.name: world for world in (*LISTED, *OWN, FRESH)}
LIMIT_WORLDS = {world.name: world for world in LIMITS}
LINKED_BASES = {
    name: WORLDS[name]
    for name in (
        "AR(1), phi 0.3",
        "AR(1), phi 0.6",
        "shared weekday bump",
        "drift .14 SD a day",
        "phases of 20 days",
        "heavy tails",
        "20 % missing at random",
        "gaps of 5-21 days",
        "all at once",
        "calm and stormy weeks",
        "ceiling, rare servings",
    )
}
EDITION_WORLDS = {
    world.name: world
    for world in (
        World("AR(1), phi 0.3", plain(0.3)),
        World("AR(1), phi 0.6 and drift", drifting(0.07, 0.6)),
    )
}
MARGIN_WORLDS = {
    world.name: world
    for world in (
        World("phi .3", plain(0.3)),
        World("phi .6, 10 % missed", forgetful(0.6, 0.1)),
    )
}


@dataclass(frozen=True)
class Cell:
    """One place of one table: a study, a world and a length in days."""

    study: str
    world: str
    days: int

    def run(self, seed: int, number: int) -> Counts:
        """Count diary `number`; the same seed and number give the same diary for ever."""
        name = crc32(f"{self.study}/{self.world}/{self.days}".encode())
        return STUDIES[self.study](self, np.random.default_rng([seed, name, number]))


def look(diary: Diary, q: float = ONE_LOOK) -> list[Finding]:
    """One look of the engine at a whole page."""
    return analyse(diary.days, diary.foods, diary.ratings, diary.factors, q=q)


def claimed(findings: list[Finding]) -> list[Finding]:
    """What the page would show as a link."""
    return [finding for finding in findings if finding.verdict == "early_sign"]


def single_tests(findings: list[Finding], world: World) -> Counts:
    """Share of single windows with p < .05."""
    counts: Counts = {}
    for window in world.windows:
        p = [finding.windows[ALL_WINDOWS.index(window)].p for finding in findings]
        tested = [value for value in p if value is not None]
        if tested:
            counts[window] = (sum(value < 0.05 for value in tested), len(tested))
    return counts


def link_free(cell: Cell, rng: Generator) -> Counts:
    """False findings of the engine and of other trackers' rules in a link-free diary."""
    world = WORLDS[cell.world]
    diary = world.diary(rng, cell.days)
    findings = look(diary)
    counts = single_tests(findings, world)
    if world.windows == ALL_WINDOWS:
        counts["page"] = (bool(claimed(findings)), 1)
        strict = [finding.q is not None and finding.q <= PER_EDITION for finding in findings]
        counts["page_strict"] = (any(strict), 1)
    pearson, five = rivals.pearson_claims(diary), rivals.five_and_five_claims(diary)
    counts["pearson"] = (len(pearson), len(findings))
    counts["pearson_page"] = (bool(pearson), 1)
    counts["five"] = (len(five), len(findings))
    counts["five_page"] = (bool(five), 1)
    return counts


def limits(cell: Cell, rng: Generator) -> Counts:
    """Share of next-day tests that find a link which is not the food's."""
    world = LIMIT_WORLDS[cell.world]
    diary = world.diary(rng, cell.days)
    findings = look(diary)
    pearson = rivals.pearson_claims(diary)
    return {
        "next_day": single_tests(findings, world)["next_day"],
        "page": (bool(claimed(findings)), 1),
        "pearson": (len(pearson), len(findings)),
    }


def one_link(cell: Cell, rng: Generator) -> Counts:
    """How often one true next-day link of .3 SD is found, by us and by the oracle."""
    phi = float(cell.world.split()[-1])
    (pair,) = ONE_LINK
    diary = LinkedWorld(cell.world, plain(phi), ONE_LINK).diary(rng, cell.days)
    oracle = rivals.Oracle(phi, spread=1.5 * np.sqrt(1 - ONE_LINK[pair] ** 2))
    found = {(finding.exposure, finding.outcome) for finding in claimed(look(diary))}
    engine_p, oracle_p = _single(diary, oracle)
    return {
        "engine": (pair in found, 1),
        "oracle": (pair in oracle.claims(diary, ONE_LOOK), 1),
        "engine_single": (engine_p < 0.05, 1),
        "oracle_single": (oracle_p < 0.05, 1),
        "pearson_single": (pair in rivals.pearson_claims(diary), 1),
    }


def _single(diary: Diary, oracle: rivals.Oracle) -> tuple[float, float]:
    """P of the linked pair's next-day window alone: the engine's and the oracle's."""
    (pair,) = ONE_LINK
    finding = analyse(diary.days, [pair[0]], [pair[1]])[0]
    engine = finding.windows[ALL_WINDOWS.index("next_day")].p
    ratings = diary.days[list(diary.ratings)].to_numpy(float)
    known = oracle.p_values(diary, "next_day", ratings)[place(pair)]
    return 1.0 if engine is None else engine, float(known)


def coverage(cell: Cell, rng: Generator) -> Counts:
    """How often the next day's 95 % interval holds the true slope of a linked pair."""
    effects = {
        ("fibre_g", "mood"): 0.3,
        ("plants", "energy"): -0.2,
        ("live_servings", "focus"): 0.4,
    }
    diary = LinkedWorld(cell.world, LINKED_BASES[cell.world].happens, effects).diary(rng, cell.days)
    held, tried = 0, 0
    for finding in look(diary):
        slope = diary.slopes.get((finding.exposure, finding.outcome))
        window = finding.windows[ALL_WINDOWS.index("next_day")]
        if slope is not None and window.low is not None and window.high is not None:
            held += window.low <= slope <= window.high
            tried += 1
    return {"coverage": (held, tried)}


def false_discoveries(cell: Cell, rng: Generator) -> Counts:
    """Share of false claims where foods go together, before and after "travels with"."""
    diary = LinkedWorld(cell.world, foods_alike, FOUR_LINKS).diary(rng, cell.days)
    findings = look(diary)
    claims = [f for f in findings if f.verdict in ("early_sign", "travels_with")]
    counts: Counts = {
        "fdr": (_false_share(claimed(findings)), 1),
        "fdr_before": (_false_share(claims), 1),
    }
    found = {(finding.exposure, finding.outcome) for finding in claimed(findings)}
    counts["found"] = (len(found & set(FOUR_LINKS)), len(FOUR_LINKS))
    return counts


def _false_share(claims: list[Finding]) -> float:
    """Share of claims on pairs that are not linked; 0 when nothing is claimed."""
    false = [(claim.exposure, claim.outcome) not in FOUR_LINKS for claim in claims]
    return sum(false) / len(false) if false else 0.0


def editions(cell: Cell, rng: Generator) -> Counts:
    """Whether a link-free diary ever shows a false first sign, and ever a false "linked"."""
    diary = EDITION_WORLDS[cell.world].diary(rng, cell.days)
    before: set[tuple[str, str, int]] = set()
    first_sign, linked = False, False
    for days in (number for number in LOOKS if number <= cell.days):
        rows = diary.days.iloc[max(0, days - YEARS_KEPT_DAYS) : days]
        claims = claimed(analyse(rows, diary.foods, diary.ratings, diary.factors, q=PER_EDITION))
        now = {(claim.exposure, claim.outcome, claim.sign) for claim in claims}
        first_sign = first_sign or bool(now)
        linked = linked or bool(now & before)
        before = now
    return {"first_sign": (first_sign, 1), "linked": (linked, 1)}


def margins(cell: Cell, rng: Generator) -> Counts:
    """What can be ruled out and seen with fibre, points per swing, at one edition."""
    diary = MARGIN_WORLDS[cell.world].diary(rng, cell.days)
    findings = [f for f in look(diary, PER_EDITION) if f.exposure == "fibre_g"]
    counts: Counts = {
        "no_meaningful": (sum(f.verdict == "no_meaningful_link" for f in findings), len(findings))
    }
    for figure in ("rules_out", "detectable"):
        values = [getattr(f, figure) for f in findings if getattr(f, figure) is not None]
        if values:
            counts[figure] = (float(np.median(values)), 1)
    return counts


def modulation(cell: Cell, rng: Generator) -> Counts:
    """Whether food is found to change the pull of stress on mood."""
    return modulated.study(cell.world, cell.days, rng)


def experiment_null(cell: Cell, rng: Generator) -> Counts:
    """An experiment on ratings that nothing moves; the cell's world names plan and world."""
    design, world = cell.world.split(": ")
    designs = trials.DESIGNS | trials.SIX_WEEKS
    return trials.without_effect(WORLDS[world], designs[design], rng)


def experiment_power(cell: Cell, rng: Generator) -> Counts:
    """Experiments with a known effect; the cell's world names plan and speed."""
    design, speed = cell.world.split(": ")
    return trials.with_effect(trials.DESIGNS[design], trials.SPEEDS[speed], rng)


STUDIES: dict[str, Callable[[Cell, Generator], Counts]] = {
    "link-free": link_free,
    "limits": limits,
    "one link": one_link,
    "coverage": coverage,
    "false discoveries": false_discoveries,
    "editions": editions,
    "margins": margins,
    "modulation": modulation,
    "experiment, no effect": experiment_null,
    "experiment, power": experiment_power,
}
