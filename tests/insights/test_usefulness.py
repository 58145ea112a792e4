"""Whether a finding was useful is the person's own: changed, taken back, and theirs alone."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from exchange.export import json_pieces
from insights.findings.outlook import outlook
from insights.measures import Question
from insights.models import Edition, Usefulness
from insights.services import choose_questions, say_if_useful
from tests.api_support import API, api_of, errors_of
from tests.insights.every_verdict import LAST_DAYS, store_every_verdict
from tests.people import NOW

FINDING = "/insights/findings/fermented_servings/mood/"
USEFUL = f"{FINDING}useful/"
API_USEFUL = f"{API}findings/fermented_servings/mood/usefulness/"
KIMCHI_AND_MOOD = Question("fermented_servings", "mood")


@pytest.fixture
def looks(ada: User) -> list[Edition]:
    return store_every_verdict(ada)


def said() -> list[tuple[int, bool]]:
    return list(Usefulness.objects.order_by("pk").values_list("look__usable_days", "is_useful"))


@pytest.mark.usefixtures("looks")
def test_yes_no_and_taking_it_back(ada_client: Client) -> None:
    answer = ada_client.post(USEFUL, {"useful": "yes"})
    assert (answer.status_code, answer.url) == (302, f"{FINDING}#useful")
    assert said() == [(60, True)]
    ada_client.post(USEFUL, {"useful": "no"})
    assert said() == [(60, False)]
    ada_client.post(USEFUL, {"useful": ""})
    ada_client.post(USEFUL, {"useful": ""})
    assert said() == []


@pytest.mark.usefixtures("looks")
def test_the_page_shows_what_was_said(ada_client: Client) -> None:
    before = ada_client.get(FINDING).content.decode()
    assert before.count('aria-pressed="true"') == 0
    assert "Take it back" not in before
    ada_client.post(USEFUL, {"useful": "no"})
    after = ada_client.get(FINDING).content.decode()
    assert 'value="no" aria-pressed="true"' in after
    assert "Take it back" in after


def test_each_look_has_its_own_answer(ada: User, looks: list[Edition], ada_client: Client) -> None:
    say_if_useful(ada, looks[0], KIMCHI_AND_MOOD, True)
    assert 'aria-pressed="true"' not in ada_client.get(FINDING).content.decode()
    say_if_useful(ada, looks[1], KIMCHI_AND_MOOD, False)
    assert said() == [(42, True), (60, False)]


@pytest.mark.usefixtures("looks")
def test_it_changes_nothing_that_is_found(ada: User, ada_client: Client) -> None:
    before = outlook(ada, now=NOW)
    ada_client.post(USEFUL, {"useful": "no"})
    assert outlook(ada, now=NOW) == before


@pytest.mark.usefixtures("looks")
@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("/insights/findings/fibre_g/energy/useful/", "yes"),
        ("/insights/findings/coffee/mood/useful/", "yes"),
        (USEFUL, "perhaps"),
    ],
)
def test_what_cannot_be_judged_is_not_found(ada_client: Client, address: str, answer: str) -> None:
    assert ada_client.post(address, {"useful": answer}).status_code == 404
    assert said() == []


def test_before_a_look_there_is_nothing_to_judge(ada: User, ada_client: Client) -> None:
    assert ada_client.post(USEFUL, {"useful": "yes"}).status_code == 404
    assert "Was this useful" not in ada_client.get(FINDING).content.decode()
    assert api_of(ada).put(API_USEFUL, {"useful": True}, format="json").status_code == 404


def test_a_question_the_look_did_not_answer_is_refused(ada: User, looks: list[Edition]) -> None:
    with pytest.raises(ValidationError, match="nothing to judge"):
        say_if_useful(ada, looks[0], Question("fibre_g", "mood"), True)


@pytest.mark.usefixtures("looks")
def test_a_question_chosen_since_the_look_cannot_be_judged_yet(
    ada: User, ada_client: Client
) -> None:
    new = Question("tryptophan_g", "focus")
    choose_questions(ada, [KIMCHI_AND_MOOD, new])
    page = f"/insights/findings/{new.exposure}/{new.outcome}/"
    assert ada_client.get(page).status_code == 200
    assert ada_client.post(f"{page}useful/", {"useful": "yes"}).status_code == 404
    address = f"{API}findings/{new.exposure}/{new.outcome}/usefulness/"
    assert api_of(ada).put(address, {"useful": True}, format="json").status_code == 404
    assert said() == []


@pytest.mark.usefixtures("looks")
def test_programs_may_say_it_twice(ada: User) -> None:
    client = api_of(ada)
    for _ in range(2):
        assert client.put(API_USEFUL, {"useful": False}, format="json").status_code == 200
        assert said() == [(60, False)]
    for _ in range(2):
        assert client.delete(API_USEFUL).status_code == 204
        assert said() == []


def test_programs_can_say_it_too(ada: User, looks: list[Edition]) -> None:
    client = api_of(ada)
    answer = client.put(API_USEFUL, {"useful": True}, format="json")
    assert (answer.status_code, answer.json()) == (200, {"useful": True})
    found = client.get(f"{API}findings/").json()["findings"]
    assert [each["useful"] for each in found[:2]] == [True, None]
    assert client.delete(API_USEFUL).status_code == 204
    assert client.get(f"{API}findings/").json()["findings"][0]["useful"] is None
    assert looks[0].last_day == LAST_DAYS[0]


@pytest.mark.usefixtures("looks")
def test_programs_must_say_yes_or_no(ada: User) -> None:
    client = api_of(ada)
    assert errors_of(client.put(API_USEFUL, {}, format="json")) == [("useful", "required")]
    refused = client.put(API_USEFUL, {"useful": "a bit"}, format="json")
    assert errors_of(refused) == [("useful", "invalid")]
    refused = client.put(API_USEFUL, {"useful": True, "stars": 5}, format="json")
    assert [name for name, _ in errors_of(refused)] == ["stars"]


@pytest.mark.usefixtures("looks")
def test_a_read_token_says_nothing(ada: User) -> None:
    assert api_of(ada, "read").put(API_USEFUL, {"useful": True}, format="json").status_code == 403
    assert said() == []


@pytest.mark.usefixtures("looks")
def test_another_persons_answer_is_theirs(
    ada: User, ben: User, ben_client: Client, ada_client: Client
) -> None:
    assert ben_client.post(USEFUL, {"useful": "yes"}).status_code == 404
    assert api_of(ben).delete(API_USEFUL).status_code == 404
    store_every_verdict(ben)
    ben_client.post(USEFUL, {"useful": "yes"})
    assert 'aria-pressed="true"' not in ada_client.get(FINDING).content.decode()
    assert Usefulness.objects.for_user(ada).count() == 0


def test_the_export_holds_it(ada: User, looks: list[Edition]) -> None:
    say_if_useful(ada, looks[1], KIMCHI_AND_MOOD, True)
    [row] = json.loads("".join(json_pieces(ada, now=NOW)))["usefulness"]
    assert {key: row[key] for key in ("look", "exposure", "outcome", "is_useful")} == {
        "look": 60,
        "exposure": "fermented_servings",
        "outcome": "mood",
        "is_useful": True,
    }
