"""The sentences Commensal says about food and mood, in one place."""

FRAMING = (
    "Diet is one modulating factor among many that move how you feel. Nothing here is a diagnosis "
    "or a treatment, and a link is not proof. Do not change medication or care because of it."
)
