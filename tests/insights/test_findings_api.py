"""`findings/` and `weeks/` say over the API what the pages say."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from insights.findings import behind
from insights.models import Questions
from insights.wording import FRAMING
from tests.insights.every_verdict import store_every_verdict
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
    page = adas.get("/insights/patterns/").content.decode().replace("&#x27;", "'")
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


def test_each_finding_carries_what_the_page_shows(ada: User, adas: Client) -> None:
    store_every_verdict(ada)
    page = adas.get("/insights/patterns/").content.decode().replace("&#x27;", "'")
    answer = adas.get("/api/v1/findings/").json()
    for found in answer["findings"]:
        said = [found["question"], found["verdict_name"], found["sentence"], found["came_first"]]
        said += [found["coverage"], (found["progress"] or {}).get("words", "")]
        for difference in (found["per_step"], found["per_swing"]):
            if difference:
                said += [difference["of"], difference["best_guess"], difference["range"]]
        for text in said:
            assert text in page or f"{text[0].upper()}{text[1:]}" in page
    for text in ("summary", "ruled_out", "progress", "pace"):
        assert answer[text] in page


def test_points_per_step_and_per_swing_are_the_estimate_times_so_much(
    ada: User, adas: Client
) -> None:
    store_every_verdict(ada)
    for found in adas.get("/api/v1/findings/").json()["findings"]:
        if found["estimate"] is None:
            assert found["per_step"] is found["per_swing"] is None
            continue
        low, high = found["interval"]
        for difference in (found["per_step"], found["per_swing"]):
            amount = difference["amount"]
            assert difference["estimate"] == pytest.approx(amount * found["estimate"])
            assert difference["interval"] == pytest.approx([amount * low, amount * high])
        assert found["per_swing"]["amount"] == pytest.approx(
            found["swing_to"] - found["swing_from"]
        )


def test_one_finding_is_given_with_the_days_behind_it(ada: User, adas: Client) -> None:
    diary(ada, 60)
    found = adas.get("/api/v1/findings/fermented_servings/mood/").json()
    rests_on = found["behind"]
    assert found["verdict"] == "linked"
    assert len(rests_on["days"]) == found["n_days"] == 59
    assert rests_on["adjusted"] == found["estimate"]
    assert rests_on["is_as_seen"]
    assert [each["lag"] for each in rests_on["profile"]] == ["lag_1", "lag_2", "lag_3"]
    assert sum(group["n_days"] for group in rests_on["groups"]) == 59
    assert len(found["windows"]) == 4
    assert found["framing"] == FRAMING


def test_the_days_behind_a_finding_are_gathered_once_for_page_chart_and_program(
    ada: User, adas: Client, ada_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary(ada, 60)
    gathered = []
    gather = behind.behind
    monkeypatch.setattr(behind, "behind", lambda *given: gathered.append(1) or gather(*given))
    for _ in range(2):
        assert adas.get("/api/v1/findings/fermented_servings/mood/").status_code == 200
        assert ada_client.get("/insights/findings/fermented_servings/mood/").status_code == 200
    assert len(gathered) == 1


def test_before_a_look_a_finding_rests_on_nothing(ada: User, adas: Client) -> None:
    diary(ada, 30)
    assert adas.get("/api/v1/findings/fermented_servings/mood/").json()["behind"] is None


@pytest.mark.parametrize("pair", ["fibre_g/energy", "coffee/mood"])
def test_a_question_not_followed_is_not_found(adas: Client, pair: str) -> None:
    assert adas.get(f"/api/v1/findings/{pair}/").status_code == 404
