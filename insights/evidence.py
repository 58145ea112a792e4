"""What published research says, for and against: `data/evidence.csv`, joined to questions.

Rows whose figure nobody could confirm are shown without it. Contrary and null results stay in;
leaving them out would be the easiest way to mislead.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# Words of a study's exposure that make it bear on a food measure, and likewise for ratings.
EXPOSURE_WORDS = {
    "fermented_servings": ("ferment", "yogurt", "cheese", "kimchi", "psychobiotic"),
    "live_servings": ("ferment", "yogurt", "cheese", "kimchi", "psychobiotic"),
    "fibre_g": ("fibre", "prebiotic"),
    "plant_points": ("mediterranean", "vegetable", "dietary interventions", "psychobiotic"),
    "probiotic_doses": ("probiotic capsules", "with probiotic"),
    "tryptophan_g": (),
}
OUTCOME_WORDS = {
    "mood": ("depress", "mood disturbance", "madrs", "mental health"),
    "anxiety": ("anxiety",),
    "stress": ("stress",),
    "energy": (),
    "focus": ("cognitive",),
    "gut_comfort": (),
}


@dataclass(frozen=True)
class Study:
    """One published figure. `effect` is empty where it was not confirmed."""

    key: str
    citation: str
    year: str
    design: str
    people: str
    exposure: str
    outcome: str
    effect: str
    interval: str
    doi: str

    def bears_on(self, exposure: str, outcome: str) -> bool:
        """Tell whether the study asks something like this question of other people."""
        return _mentions(self.exposure, EXPOSURE_WORDS[exposure]) and _mentions(
            self.outcome, OUTCOME_WORDS[outcome]
        )


def studies_on(data_dir: Path, exposure: str, outcome: str) -> list[Study]:
    """Return the studies that bear on a question, newest first."""
    found = [study for study in all_studies(data_dir) if study.bears_on(exposure, outcome)]
    return sorted(found, key=lambda study: (study.year, study.key), reverse=True)


@lru_cache
def all_studies(data_dir: Path) -> tuple[Study, ...]:
    """Return every study of the evidence file, read once."""
    with (data_dir / "evidence.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_study(row) for row in csv.DictReader(file))


def _study(row: dict[str, str]) -> Study:
    is_confirmed = row["confirmed"] == "yes"
    return Study(
        key=row["study_key"],
        citation=row["citation"],
        year=row["year"],
        design=row["design"],
        people=row["n"],
        exposure=row["exposure"],
        outcome=row["outcome"],
        effect=row["effect"] if is_confirmed else "",
        interval=row["effect_ci"] if is_confirmed else "",
        doi=row["doi"],
    )


def _mentions(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text.lower() for word in words)
