"""What is eaten, as figures and sentences of a week name it."""

from dataclasses import dataclass

from insights.wording.weeks import Kind, Spoken

MG_PER_G = 1_000


@dataclass(frozen=True)
class Quantity(Spoken):
    """Something eaten; `unknown` is the column that counts items which do not state it."""

    unknown: str = ""


FIBRE = Quantity("fibre_g", "Fibre", "fibre", Kind.AMOUNT, "g", unknown="fibre_unknown_items")
FERMENTED = Quantity(
    "fermented_servings", "Fermented food", "fermented food", Kind.AMOUNT, "servings"
)
LIVE = Quantity(
    "live_servings", "Live fermented food", "live fermented food", Kind.AMOUNT, "servings"
)
PLANTS = Quantity("plant_points", "Plants", "plants", Kind.COUNT, "points")
TRYPTOPHAN = Quantity(
    "tryptophan_g",
    "Tryptophan",
    "tryptophan",
    Kind.AMOUNT,
    "mg",
    MG_PER_G,
    unknown="tryptophan_unknown_items",
)
DOSES = Quantity("probiotic_doses", "Probiotics", "probiotics", Kind.COUNT, "doses")
ENERGY = Quantity(
    "energy_kcal", "Energy", "energy", Kind.AMOUNT, "kcal", unknown="energy_unknown_items"
)
EATEN = (FIBRE, FERMENTED, LIVE, PLANTS, TRYPTOPHAN, DOSES)
