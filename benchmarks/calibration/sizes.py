"""How many diaries of what: a quick look, and the long run behind the figures in docs/method.md."""

from benchmarks.calibration.modulated import NULL_WORLDS
from benchmarks.calibration.studies import (
    EDITION_WORLDS,
    LIMIT_WORLDS,
    LINKED_BASES,
    LOOKS,
    MARGIN_WORLDS,
    WORLDS,
    Cell,
)
from benchmarks.calibration.trials import DESIGNS, SIX_WEEKS, SPEEDS, WORLD_NAMES

FRESH = "a fresh world each time"
LENGTHS = (28, 90, 365, 1000)


def long() -> dict[Cell, int]:
    """About half an hour on one core; standard errors of about .01 for the main figures."""
    return _sizes(
        lengths=LENGTHS,
        link_free=120,
        fresh=800,
        power=300,
        held=120,
        fdr=200,
        runs=320,
        seen=40,
        pulls=200,
        trials=120,
    )


def quick() -> dict[Cell, int]:
    """About three minutes on one core; standard errors of about .05."""
    return _sizes(
        lengths=(90, 365),
        link_free=12,
        fresh=60,
        power=40,
        held=12,
        fdr=20,
        runs=10,
        seen=6,
        pulls=20,
        trials=12,
    )


def _sizes(
    lengths: tuple[int, ...],
    *,
    link_free: int,
    fresh: int,
    power: int,
    held: int,
    fdr: int,
    runs: int,
    seen: int,
    pulls: int,
    trials: int,
) -> dict[Cell, int]:
    sizes = {Cell("link-free", world, n): link_free for world in WORLDS for n in lengths}
    sizes |= {Cell("link-free", FRESH, 365): fresh}
    sizes |= {
        Cell("one link", f"one link, phi {phi}", n): power
        for phi in (0.3, 0.6)
        for n in (90, 180, 365)
    }
    sizes |= {Cell("coverage", world, n): held for world in LINKED_BASES for n in (90, 365)}
    sizes |= {Cell("false discoveries", "four links", n): fdr for n in (90, 180, 365, 730)}
    sizes |= {Cell("editions", world, max(LOOKS)): runs for world in EDITION_WORLDS}
    sizes |= {Cell("limits", world, n): seen for world in LIMIT_WORLDS for n in (90, 365, 1000)}
    sizes |= {
        Cell("margins", world, n): seen
        for world in MARGIN_WORLDS
        for n in (56, 90, 180, 365, 730, 1095)
    }
    sizes |= {
        Cell("modulation", world, n): pulls
        for world in (*NULL_WORLDS, "change .15", "change .25")
        for n in (120, 365, 730)
    }
    sizes |= {
        Cell("experiment, no effect", f"{name}: {world}", design.days): trials
        for name, design in (DESIGNS | SIX_WEEKS).items()
        for world in WORLD_NAMES
    }
    sizes |= {
        Cell("experiment, power", f"{name}: {speed}", design.days): trials // 4
        for name, design in DESIGNS.items()
        for speed in SPEEDS
    }
    return sizes
