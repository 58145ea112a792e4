"""How people feel: check-ins, the other factors of their days, and reminders to write."""

from journal.models.check_ins import MOST_NOTE_CHARACTERS, CheckIn
from journal.models.factors import BUILT_IN, BuiltIn, Factor, FactorEntry, built_in_for
from journal.models.reminders import MOST_REMINDERS, Reminder, ReminderSent

__all__ = [
    "BUILT_IN",
    "MOST_NOTE_CHARACTERS",
    "MOST_REMINDERS",
    "BuiltIn",
    "CheckIn",
    "Factor",
    "FactorEntry",
    "Reminder",
    "ReminderSent",
    "built_in_for",
]
