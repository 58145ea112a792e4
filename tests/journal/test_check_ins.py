"""Check-ins: every scale optional, at least one answer, nothing outside 0 to 10."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.scales import SCALE_KEYS, SCALES
from accounts.undo import take_back
from journal.models import MOST_NOTE_CHARACTERS, CheckIn
from journal.services import change_check_in, delete_check_in, log_check_in
from tests.people import NOW, feel

pytestmark = pytest.mark.django_db

# Each example logs into the same diary; none of them looks at the others' rows.
in_one_diary = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)
ratings = st.dictionaries(st.sampled_from(SCALE_KEYS), st.integers(0, 10), min_size=1)


@in_one_diary
@given(answers=ratings, note=st.text("abc ", max_size=20))
def test_any_ratings_from_0_to_10_are_kept_as_given(
    ada: User, answers: dict[str, int], note: str
) -> None:
    check_in, is_new = log_check_in(ada, at=NOW, now=NOW, note=note, **answers)
    check_in.refresh_from_db()
    assert is_new
    assert {key: getattr(check_in, key) for key in SCALE_KEYS} == {
        key: answers.get(key) for key in SCALE_KEYS
    }
    assert [name for name, _ in check_in.ratings] == [
        scale.name for scale in SCALES if scale.key in answers
    ]


@in_one_diary
@given(answers=ratings, scale=st.sampled_from(SCALE_KEYS), beyond=st.integers(1, 1000))
def test_nothing_off_the_scale_is_kept(
    ada: User, answers: dict[str, int], scale: str, beyond: int
) -> None:
    for rating in (-beyond, 10 + beyond):
        with pytest.raises(ValidationError) as refusal:
            log_check_in(ada, at=NOW, now=NOW, **answers | {scale: rating})
        assert scale in refusal.value.message_dict
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("scale", SCALE_KEYS)
@pytest.mark.parametrize("rating", [-1, 11])
def test_the_database_itself_keeps_each_scale(ada: User, scale: str, rating: int) -> None:
    check_in = feel(ada, "2026-11-18 08:00", note="here")
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.filter(pk=check_in.pk).update(**{scale: rating})


def test_a_check_in_says_at_least_something(ada: User) -> None:
    with pytest.raises(ValidationError, match="Rate at least one scale, or write a note"):
        feel(ada, "2026-11-18 08:00")


def test_a_zero_is_an_answer(ada: User) -> None:
    assert feel(ada, "2026-11-18 08:00", mood=0).ratings == [("Mood", 0)]


def test_nothing_but_a_note_is_enough(ada: User) -> None:
    assert feel(ada, "2026-11-18 08:00", note="A walk.").ratings == []


def test_a_note_has_an_end(ada: User) -> None:
    feel(ada, "2026-11-18 08:00", note="x" * MOST_NOTE_CHARACTERS)
    with pytest.raises(ValidationError):
        feel(ada, "2026-11-18 08:00", note="x" * (MOST_NOTE_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW + timedelta(hours=27), "lies in the future"),
        (datetime(1989, 12, 31, tzinfo=UTC), "too long ago"),
    ],
)
def test_a_moment_nobody_can_mean_is_refused(ada: User, moment: datetime, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        log_check_in(ada, at=moment, now=NOW, mood=5)


def test_the_same_id_gives_the_same_check_in_to_one_person_only(ada: User, ben: User) -> None:
    uid = uuid.uuid4()
    first, is_new = log_check_in(ada, at=NOW, now=NOW, uid=uid, mood=3)
    again, is_new_again = log_check_in(ada, at=NOW, now=NOW, uid=uid, mood=9)
    bens, is_bens_new = log_check_in(ben, at=NOW, now=NOW, uid=uid, mood=8)
    assert (is_new, is_new_again, is_bens_new) == (True, False, True)
    assert (again, again.mood, bens.mood) == (first, 3, 8)


def test_a_rating_can_be_changed_and_taken_away(ada: User) -> None:
    check_in = feel(ada, "2026-11-18 08:00", mood=3, anxiety=4)
    change_check_in(check_in, at=check_in.at, now=NOW, mood=None)
    check_in.refresh_from_db()
    assert (check_in.mood, check_in.anxiety) == (None, 4)
    with pytest.raises(ValidationError, match="at least one scale"):
        change_check_in(check_in, at=check_in.at, now=NOW, anxiety=None)
    check_in.refresh_from_db()
    assert check_in.anxiety == 4


def test_another_time_can_be_another_day(ada: User) -> None:
    check_in = feel(ada, "2026-11-18 08:00", mood=3)
    change_check_in(check_in, at=check_in.at - timedelta(hours=5), now=NOW)
    assert check_in.local_day == date(2026, 11, 17)


def test_a_deleted_check_in_comes_back_as_it_was(ada: User) -> None:
    feel(ada, "2026-11-18 08:00", mood=3, note="Made of glass.")
    before = list(CheckIn.objects.values())
    undo = delete_check_in(CheckIn.objects.get(), now=NOW)
    assert not CheckIn.objects.exists()
    take_back(undo)
    assert list(CheckIn.objects.values()) == before


def test_the_words_at_both_ends_tell_which_way_a_scale_runs() -> None:
    assert [scale.key for scale in SCALES if scale.more_is == "unpleasant"] == ["anxiety", "stress"]
    assert all(scale.at_lowest != scale.at_highest for scale in SCALES)
