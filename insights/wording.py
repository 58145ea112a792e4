"""The sentences Commensal says about food and mood, in one place."""

FRAMING = (
    "Diet is one modulating factor among many that move how you feel. Nothing here is a diagnosis "
    "or a treatment, and a link is not proof. Do not change medication or care because of it."
)

LEAST_SHOWN = 0.1
NARROW_SPACE = "\u202f"


def figure(value: float | None) -> str:
    """Write a number for reading: one decimal at most, and never 0 for what is not 0."""
    if value is None:
        return "unknown"
    if 0 < value < LEAST_SHOWN / 2:
        return f"<{NARROW_SPACE}{LEAST_SHOWN:g}"
    text = f"{value:,.1f}" if abs(value) < 1_000 else f"{value:,.0f}"
    return text.removesuffix(".0").replace(",", NARROW_SPACE)
