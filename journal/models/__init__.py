"""How people feel: check-ins, and the other factors of their days."""

from journal.models.check_ins import CheckIn
from journal.models.factors import Factor, FactorEntry

__all__ = ["CheckIn", "Factor", "FactorEntry"]
