"""The tables of the benchmark, in Markdown, reference beside result."""

from collections.abc import Sequence

from benchmarks.calibration.limits import REFERENCE as LIMIT_REFERENCE
from benchmarks.calibration.runner import Results
from benchmarks.calibration.sizes import FRESH
from benchmarks.calibration.studies import LIMIT_WORLDS, WORLDS, Cell
from benchmarks.calibration.tally import Share
from benchmarks.calibration.trials import EFFECTS
from benchmarks.calibration.worlds import ALL_WINDOWS

Row = Sequence[object]
AT_THE_ENDS = ("ceiling, rare servings", "heavy tails")
"""Worlds in which ratings reach 0 or 10 so often that true differences are cut off."""
TRIAL_REFERENCE = {
    "quick: at once": (0.29, 0.59, 0.90),
    "quick: builds up": (0.08, 0.12, 0.26),
    "standard: at once": (0.20, 0.53, 0.87),
    "standard: builds up": (0.11, 0.23, 0.49),
    "slow: at once": (0.22, 0.46, 0.86),
    "slow: builds up": (0.16, 0.40, 0.74),
}


def table(head: Sequence[str], rows: Sequence[Row]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def report(results: Results) -> str:
    """Everything that was run."""
    parts = [
        ("Beside the reference", headline(results)),
        ("Link-free worlds, by world", by_world(results)),
        ("Link-free worlds, by length and window", by_length(results)),
        ("Coverage of the 95 % interval", coverage(results)),
        ("Where foods go together", discoveries(results)),
        ("Where it is not calibrated (engine / Pearson)", limits(results)),
        ("What can be ruled out and seen", margins(results)),
        ("Does food change the pull of stress", modulation(results)),
        ("Personal experiments without an effect", experiments_null(results)),
        ("Personal experiments with an effect", experiments_power(results)),
    ]
    return "\n\n".join(f"## {title}\n\n{text}" for title, text in parts)


def headline(results: Results) -> str:
    """The main figures beside the reference."""
    free = results.cells("link-free")
    listed = [cell for cell in free if not WORLDS[cell.world].own]
    own = [cell for cell in free if WORLDS[cell.world].own and cell.world != FRESH]
    fresh = [cell for cell in free if cell.world == FRESH]
    found = _per_cell(results, "fdr", results.cells("false discoveries"))
    rows: list[Row] = [
        ("one next-day test at 5 %, no link: mean", ".044", results.share("next_day", listed)),
        ("its worst world and length", ".059", _worst(_per_cell(results, "next_day", listed))),
        ("mean over our own worlds", "", results.share("next_day", own)),
        ("the worst of them", "", _worst(_per_cell(results, "next_day", own))),
        ("whole page, any false claim, one look: mean", "", results.share("page", listed)),
        ("its lowest world and length", ".022", _best(_per_cell(results, "page", listed))),
        ("its highest world and length", ".061", _worst(_per_cell(results, "page", listed))),
        ("mean over our own worlds", "", results.share("page", own)),
        ("the highest of them", "", _worst(_per_cell(results, "page", own))),
        ("fresh random worlds", ".032 ± .003", results.share("page", fresh)),
        *_power(results),
        *_coverage(results),
        ('FDR after "travels with", foods correlated .3', "<= .053", _worst(found)),
        *(
            (f'ever a false "linked", 11 editions, {cell.world}', ".040-.048", share)
            for cell, share in _per_cell(results, "linked", results.cells("editions")).items()
        ),
        ("mood drives eating, next-day test, a year", ".049", _feedback(results, "next_day")),
        ("the same, Pearson", ".98", _feedback(results, "pearson")),
        ("any link shown, Pearson p < .05", ".76-1", results.share("pearson_page", listed)),
        ("any link shown, five-and-five means", ".76-1", results.share("five_page", listed)),
    ]
    return table(("figure", "reference", "here"), rows)


def _coverage(results: Results) -> list[Row]:
    shares = _per_cell(results, "coverage", results.cells("coverage"))
    inside = {cell: share for cell, share in shares.items() if cell.world not in AT_THE_ENDS}
    outside = {cell: share for cell, share in shares.items() if cell.world in AT_THE_ENDS}
    return [
        ("coverage, nominal 95 %: lowest", ".935", _best(inside)),
        ("coverage: highest", ".978", _worst(inside)),
        ("coverage where ratings reach the ends of the scale: lowest", "less", _best(outside)),
    ]


def _power(results: Results) -> list[Row]:
    reference = {90: (".15", ".42"), 180: (".66", ".85"), 365: (".98", "1.0")}
    rows: list[Row] = []
    for days, (engine, oracle) in reference.items():
        cells = [cell for cell in results.cells("one link") if cell.days == days]
        rows += [
            (f"link of .3 SD found, {days} days", engine, results.share("engine", cells)),
            (f"the same, oracle, {days} days", oracle, results.share("oracle", cells)),
        ]
    return rows


def by_world(results: Results) -> str:
    """False findings in every link-free world, all lengths together."""
    rows = []
    for name, world in WORLDS.items():
        cells = [cell for cell in results.cells("link-free") if cell.world == name]
        single = _per_cell(results, "next_day", cells)
        page = results.share("page", cells)
        rows.append(
            (
                name + (" *" if world.own else ""),
                results.share("next_day", cells),
                _worst(single),
                page,
                results.share("pearson", cells),
                results.share("pearson_page", cells),
                results.share("five_page", cells),
            )
        )
    head = ("world (* our own)", "one test", "its worst length", "page", "Pearson")
    return table((*head, "Pearson page", "five-and-five page"), rows)


def by_length(results: Results) -> str:
    """Single tests of each window and whole pages, by days."""
    cells = results.cells("link-free")
    lengths = sorted({cell.days for cell in cells})
    rows: list[Row] = []
    for figure in (*ALL_WINDOWS, "page", "page_strict"):
        pooled = [results.share(figure, [c for c in cells if c.days == n]) for n in lengths]
        worst = _worst(_per_cell(results, figure, cells))
        rows.append((figure, *pooled, worst))
    return table(("figure", *(f"{n} days" for n in lengths), "worst world and length"), rows)


def coverage(results: Results) -> str:
    """Coverage by world and length."""
    cells = results.cells("coverage")
    rows = [
        (world, *(results.share("coverage", [Cell("coverage", world, n)]) for n in (90, 365)))
        for world in dict.fromkeys(cell.world for cell in cells)
    ]
    return table(("world", "90 days", "365 days"), rows)


def discoveries(results: Results) -> str:
    """False discovery rate and power with correlated foods."""
    rows = [
        (cell.days, *(results.share(figure, [cell]) for figure in ("fdr", "fdr_before", "found")))
        for cell in results.cells("false discoveries")
    ]
    return table(("days", "FDR", 'before "travels with"', "links found"), rows)


def limits(results: Results) -> str:
    """Worlds no diary can see through."""
    lengths = (90, 365, 1000)
    rows = []
    for name, world in LIMIT_WORLDS.items():
        cells = []
        for days in lengths:
            cell = [Cell("limits", name, days)]
            engine, pearson = results.share("next_day", cell), results.share("pearson", cell)
            here = f"{engine.value:.2f} ± {engine.error:.2f} / {pearson.value:.2f}"
            stated = LIMIT_REFERENCE.get(name, {}).get(days)
            cells.append(here + (f" (ref. {stated[0]:.2f} / {stated[1]:.2f})" if stated else ""))
        rows.append((name + (" *" if world.own else ""), *cells))
    return table(("world (* our own)", *(f"{days} days" for days in lengths)), rows)


def margins(results: Results) -> str:
    """Points ruled out and detectable for fibre, and null pairs called meaningless."""
    rows = [
        (
            cell.world,
            cell.days,
            f"{results.share('rules_out', [cell]).value:.2f}",
            f"{results.share('detectable', [cell]).value:.2f}",
            results.share("no_meaningful", [cell]),
        )
        for cell in results.cells("margins")
    ]
    head = ("ratings", "days", "ruled out, points", "detectable, points")
    return table((*head, 'called "no meaningful link"'), rows)


def modulation(results: Results) -> str:
    """False changes found in null worlds, true ones in the last rows."""
    cells = results.cells("modulation")
    lengths = sorted({cell.days for cell in cells})
    rows = [
        (world, *(results.share("modulation", [Cell("modulation", world, n)]) for n in lengths))
        for world in dict.fromkeys(cell.world for cell in cells)
    ]
    return table(("world", *(f"{days} days" for days in lengths)), rows)


def experiments_null(results: Results) -> str:
    """Rejections at 5 % and intervals that hold nought, by plan and over worlds."""
    cells = results.cells("experiment, no effect")
    rows = []
    for design in dict.fromkeys(cell.world.split(": ")[0] for cell in cells):
        some = [cell for cell in cells if cell.world.startswith(f"{design}: ")]
        worst = _worst(_per_cell(results, "rejected", some))
        rows.append((design, results.share("rejected", some), worst, results.share("held", some)))
    return table(("plan", "rejected", "worst world", "interval holds nought"), rows)


def experiments_power(results: Results) -> str:
    """Effects seen, by plan and by how fast they come."""
    rows = [
        (
            cell.world,
            cell.days,
            *(
                f"{results.share(name, [cell])} (ref. {stated})"
                for name, stated in zip(EFFECTS, TRIAL_REFERENCE[cell.world], strict=True)
            ),
        )
        for cell in results.cells("experiment, power")
    ]
    return table(("plan", "days", "effect .3 SD", "effect .5 SD", "effect .8 SD"), rows)


def _per_cell(results: Results, figure: str, cells: Sequence[Cell]) -> dict[Cell, Share]:
    shares = {cell: results.share(figure, [cell]) for cell in cells}
    return {cell: share for cell, share in shares.items() if share.diaries > 1}


def _worst(shares: dict[Cell, Share]) -> str:
    return _named(max(shares.items(), key=lambda item: item[1].value, default=None))


def _best(shares: dict[Cell, Share]) -> str:
    return _named(min(shares.items(), key=lambda item: item[1].value, default=None))


def _named(item: tuple[Cell, Share] | None) -> str:
    return f"{item[1]} ({item[0].world}, {item[0].days} days)" if item else "-"


def _feedback(results: Results, figure: str) -> Share:
    return results.share(figure, [Cell("link-free", "low mood drives eating", 365)])
