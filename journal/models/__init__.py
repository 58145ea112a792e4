"""How people feel: check-ins, and the other factors of their days."""

from journal.models.check_ins import MOST_NOTE_CHARACTERS, CheckIn
from journal.models.factors import Factor, FactorEntry

__all__ = ["MOST_NOTE_CHARACTERS", "CheckIn", "Factor", "FactorEntry"]
