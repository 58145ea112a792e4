"""What may be asked: food measures and ratings, with the words and steps they are shown in."""

from dataclasses import dataclass

from accounts.scales import SCALES, Scale


@dataclass(frozen=True)
class FoodMeasure:
    """A food measure of the daily table.

    column : its column in `insights.frames`
    noun : what there is more or less of, as in "more fibre"
    step : how much of it a sentence speaks of, in the column's unit
    step_words : that amount, as in "On the day after 10 g more fibre than usual"
    unit, units : after the number 1, and after any other
    goes : the noun's verb, "goes" or "go"
    """

    column: str
    name: str
    noun: str
    step: float
    step_words: str
    unit: str
    units: str
    goes: str = "goes"

    def amount(self, value: float) -> str:
        """Return an amount with its unit, rounded for reading."""
        number = f"{value:.1f}".removesuffix(".0") if value < 10 else f"{value:.0f}"
        return f"{number} {self.unit if number == '1' else self.units}"


FOOD_MEASURES = {
    measure.column: measure
    for measure in (
        FoodMeasure(
            "fermented_servings",
            "Fermented food",
            "fermented food",
            1.0,
            "one more serving of fermented food",
            "serving",
            "servings",
        ),
        FoodMeasure(
            "live_servings",
            "Live fermented food",
            "live fermented food",
            1.0,
            "one more serving of live fermented food",
            "serving",
            "servings",
        ),
        FoodMeasure("fibre_g", "Fibre", "fibre", 10.0, "10 g more fibre", "g", "g"),
        FoodMeasure(
            "plant_points",
            "Plants",
            "different plants",
            3.0,
            "three more plants",
            "plant",
            "plants",
            goes="go",
        ),
        FoodMeasure(
            "probiotic_doses",
            "Probiotic",
            "probiotics",
            1.0,
            "one more dose of a probiotic",
            "dose",
            "doses",
            goes="go",
        ),
        FoodMeasure(
            "tryptophan_g", "Tryptophan", "tryptophan", 0.5, "0.5 g more tryptophan", "g", "g"
        ),
    )
}
RATINGS: dict[str, Scale] = {scale.key: scale for scale in SCALES}


@dataclass(frozen=True, order=True)
class Question:
    """Whether one rating goes with one food measure."""

    exposure: str
    outcome: str

    def __post_init__(self) -> None:
        if self.exposure not in FOOD_MEASURES or self.outcome not in RATINGS:
            raise ValueError(
                f"There is no question {self.exposure} → {self.outcome}. Choose a food measure "
                f"from {', '.join(FOOD_MEASURES)} and a rating from {', '.join(RATINGS)}."
            )


# Few questions asked beforehand buy certainty: each further one widens the others' intervals.
DEFAULT_QUESTIONS = tuple(
    Question(exposure, outcome)
    for exposure in ("fermented_servings", "live_servings", "fibre_g", "plant_points")
    for outcome in ("mood", "anxiety", "stress")
)
MOST_QUESTIONS = 36
