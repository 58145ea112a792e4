"""The verbs of insights."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from insights.findings.looks import followed_by
from insights.measures import MOST_QUESTIONS, Question
from insights.models import Digest, Edition, PrintNote, Questions, Usefulness

Said = dict[tuple[str, str], bool]


@transaction.atomic
def choose_questions(
    user: User, questions: Sequence[Question], margin_points: float | None = None
) -> Questions:
    """Follow `questions` from the next look on; `margin_points=None` leaves the margin alone.

    What would matter to a person must be said before the first look: choosing it afterwards would
    be choosing the answer.
    """
    distinct = list(dict.fromkeys(questions))
    if not 1 <= len(distinct) <= MOST_QUESTIONS:
        raise ValidationError(
            {"pairs": f"Follow 1 to {MOST_QUESTIONS} questions; this would be {len(distinct)}."},
            code="number_of_questions",
        )
    current = followed_by(user).margin_points
    margin = current if margin_points is None else margin_points
    if margin != current and Edition.objects.for_user(user).exists():
        raise ValidationError(
            {
                "margin_points": (
                    f"The first look has been taken with {current:g} points, so it stays at that. "
                    "Changing it afterwards would be choosing the answer."
                )
            },
            code="margin_is_settled",
        )
    chosen = Questions.objects.for_user(user).first() or Questions(user=user)
    chosen.pairs = [[question.exposure, question.outcome] for question in distinct]
    chosen.margin_points = margin
    chosen.full_clean()
    chosen.save()
    return chosen


@transaction.atomic
def keep_print_note(user: User, *, name: str, note: str, keep: bool) -> None:
    """Keep what a person puts on their prints, or forget what was kept."""
    if not keep:
        PrintNote.objects.for_user(user).delete()
        return
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    kept = PrintNote.objects.for_user(user).first() or PrintNote(user=user)
    kept.name, kept.note = name, note
    kept.full_clean()
    kept.save()


@transaction.atomic
def choose_digest(user: User, holds: str) -> Digest | None:
    """Send the person a weekly mail that holds so much, or none when `holds` is empty."""
    if not holds:
        Digest.objects.for_user(user).delete()
        return None
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    chosen: Digest = Digest.objects.for_user(user).first() or Digest(user=user)
    chosen.holds = holds
    chosen.full_clean()
    chosen.save()
    return chosen


def say_if_useful(
    user: User, look: Edition, question: Question, is_useful: bool | None
) -> Usefulness | None:
    """Keep whether a look's answer was useful to the person; None takes it back.

    Nothing is calculated from it.
    """
    named: dict[str, Any] = {
        "look": look,
        "exposure": question.exposure,
        "outcome": question.outcome,
    }
    if (question.exposure, question.outcome) not in look.pairs:
        raise ValidationError(
            "No look has answered this question yet, so there is nothing to judge.",
            code="not_answered_yet",
        )
    if is_useful is None:
        Usefulness.objects.for_user(user).filter(**named).delete()
        return None
    said: Usefulness
    said, _ = Usefulness.objects.update_or_create(
        user=user, **named, defaults={"is_useful": is_useful}
    )
    return said


def usefulness_of(user: User, look: Edition | None) -> Said:
    """Return what a person said of the answers of a look, by pair."""
    if look is None:
        return {}
    rows = Usefulness.objects.for_user(user).filter(look=look)
    return {
        (exposure, outcome): is_useful
        for exposure, outcome, is_useful in rows.values_list("exposure", "outcome", "is_useful")
    }
