"""`findings/` and `weeks/` say over the API what the pages say."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from insights.models import Questions
from insights.wording import FRAMING
from tests.insights.test_looks import KIMCHI_TO_MOOD, diary

SHAPE = {
    "exposure", "outcome", "lag", "verdict", "estimate", "unit", "interval", "level", "n_days",
    "p", "q", "rules_out", "detectable", "edition", "method", "sentence", "refusal", "travels_with",
}  # fmt: skip


@pytest.fixture
def adas(ada: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(ada)


def kimchi_and_mood(findings: list[dict]) -> dict:
    return next(
        found for found in findings if (found["exposure"], found["outcome"]) == KIMCHI_TO_MOOD
    )


def test_a_linked_pair_is_given_with_its_look(ada: User, adas: Client) -> None:
    diary(ada, 60)
    answer = adas.get("/api/v1/findings/").json()
    found = kimchi_and_mood(answer["findings"])
    assert set(found) >= SHAPE
    assert (found["verdict"], found["edition"]) == ("linked", 60)
    low, high = found["interval"]
    assert low < found["estimate"] < high
    assert "not proof of cause" in found["sentence"]
    assert answer["edition"]["usable_days"] == 60
    assert len(answer["edition"]["data_hash"]) == 64
    assert answer["next_look"] == {"usable_days": 84, "have": 60, "missing": 24}
    assert answer["framing"] == FRAMING


def test_an_empty_diary_says_what_is_missing(adas: Client) -> None:
    answer = adas.get("/api/v1/findings/").json()
    assert answer["edition"] is None
    for found in answer["findings"]:
        assert set(found) >= SHAPE
        assert found["verdict"] == "not_enough_data"
        assert found["interval"] is None
        assert found["refusal"] == {"code": "too_few_days", "have": 0, "need": 42}


def test_a_week_carries_what_was_known_at_its_end(ada: User, adas: Client) -> None:
    diary(ada, 60)  # 19 September to 17 November
    week_of_first_look = adas.get("/api/v1/weeks/2026-W45/").json()["findings"]
    this_week = adas.get("/api/v1/weeks/2026-W47/").json()["findings"]
    before_any = adas.get("/api/v1/weeks/2026-W40/").json()["findings"]
    assert kimchi_and_mood(before_any)["verdict"] == "not_enough_data"
    assert kimchi_and_mood(week_of_first_look)["verdict"] == "early_sign"
    assert kimchi_and_mood(this_week)["verdict"] == "linked"


def test_page_and_api_say_the_same_sentences(ada: User, adas: Client) -> None:
    diary(ada, 60)
    page = adas.get("/insights/weeks/2026-W47/").content.decode().replace("&#x27;", "'")
    for found in adas.get("/api/v1/findings/").json()["findings"]:
        assert found["sentence"] in page


@pytest.mark.django_db
def test_findings_are_for_people_who_are_known(client: Client) -> None:
    assert client.get("/api/v1/findings/").status_code == 401


def test_nobody_sees_anothers_findings(
    ada: User, ben: User, client_of: Callable[[User], Client]
) -> None:
    diary(ada, 60)
    answer = client_of(ben).get("/api/v1/findings/").json()
    assert {found["verdict"] for found in answer["findings"]} == {"not_enough_data"}


def test_only_followed_pairs_are_given(ada: User, adas: Client) -> None:
    Questions.objects.create(user=ada, pairs=[["fibre_g", "stress"]])
    (found,) = adas.get("/api/v1/findings/").json()["findings"]
    assert (found["exposure"], found["outcome"]) == ("fibre_g", "stress")
