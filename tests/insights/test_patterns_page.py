"""The patterns page: every followed question as of the latest look, worth opening without links."""

import re
from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from insights.findings.outlook import outlook
from insights.findings.patterns import PER_STEP, PER_SWING, Patterns, patterns
from insights.models import Edition, Questions
from insights.wording import VERDICT_NAMES
from journal.services import record_factor, want_built_in
from tests.insights.diaries import write_diary
from tests.insights.every_verdict import store_every_verdict
from tests.insights.test_looks import TODAY, diary
from tests.people import KIMCHI, NOW, eat, feel

PATTERNS = "/insights/patterns/"
FORBIDDEN_NUMBERS = re.compile(r"\d")


def page(client: Client, query: str = "") -> str:
    answer = client.get(PATTERNS + query)
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'").replace("&nbsp;", " ")


def verdicts_part(text: str) -> str:
    """Return what the page says of findings, without descriptive figures and links."""
    before, _, _ = text.partition('id="held"')
    return re.sub(r'href="[^"]*"', "", before)


def shown_to(person: User, per: str = PER_STEP) -> Patterns:
    known = outlook(person, now=NOW, foresee=True)
    return patterns(person, known, today=TODAY, per=per)


def test_every_verdict_is_told_with_its_name_and_sentence(ada: User, ada_client: Client) -> None:
    store_every_verdict(ada)
    text = page(ada_client)
    for name in VERDICT_NAMES.values():
        assert name in text
    for current in outlook(ada, now=NOW).findings:
        assert current.sentence in text
    assert "The order of days fits fermented food first" in text
    assert "nobody can tell which came first" in text
    assert "Which came first is unclear" in text
    assert "your diary cannot separate them" in text


def test_claims_come_first_then_good_news_then_open_questions(ada: User) -> None:
    store_every_verdict(ada)
    shown = shown_to(ada)
    assert [group.key for group in shown.groups] == [
        "claims",
        "no_meaningful_link",
        "no_clear_link",
        "not_enough_data",
    ]
    assert [pattern.current.verdict for pattern in shown.groups[0].patterns] == [
        "linked",
        "early_sign",
        "early_sign",
        "travels_with",
    ]
    bounds = [pattern.finding.rules_out for pattern in shown.groups[2].patterns]
    assert bounds == sorted(bounds)
    assert len(shown.all) == 12


def test_a_strip_speaks_of_a_step_or_of_the_persons_own_days(ada: User) -> None:
    store_every_verdict(ada)
    step, swing = (shown_to(ada, per) for per in (PER_STEP, PER_SWING))
    assert (step.scale, swing.scale) == (5.0, 1.0)  # 10 g of fibre, and 2
    first = step.all[0]
    assert first.per_step is not None
    assert (first.per_step.estimate, first.per_step.low) == pytest.approx((0.3, 0.1))
    difference = first.per_swing
    assert difference is not None
    assert difference.of == "from 0.5 to 2.5 servings"
    assert (difference.estimate, difference.low, difference.high) == pytest.approx((0.6, 0.2, 1.0))
    assert difference.best_guess == "0.6 points higher"
    assert difference.range == "0.2 to 1 point higher"


def test_a_strip_inside_its_band_means_the_same_either_way(ada: User) -> None:
    store_every_verdict(ada)
    for one, other in zip(shown_to(ada).all, shown_to(ada, PER_SWING).all, strict=True):
        if one.strip is None or other.strip is None or one.strip.cut_low:
            continue
        inside = [
            strip.band_from <= strip.low and strip.high <= strip.band_from + strip.band_width
            for strip in (one.strip, other.strip)
        ]
        assert inside[0] == inside[1]


def test_refusals_and_open_questions_have_a_bar_with_what_is_missing(
    ada: User, ada_client: Client
) -> None:
    store_every_verdict(ada)
    text = page(ada_client)
    assert "54 of about 190 days until 0.5 points would show" in text
    assert "20 of 24 days with everything known" in text
    assert "3 of 8 days that differ from your usual" in text
    assert '<progress max="190" value="54"' in text


def test_what_is_ruled_out_leaves_claims_aside(ada: User, ada_client: Client) -> None:
    store_every_verdict(ada)
    assert (
        "Already ruled out in 4 of 12: differences between your low and high days larger than "
        "1.1 points. The smallest so far: 0.3."
    ) in page(ada_client)


def test_a_new_account_is_told_what_a_look_is(ada_client: Client) -> None:
    text = page(ada_client)
    assert "Your diary has not been looked at yet." in text
    assert "0 of 42 usable days: 42 more logged days until a first look." in text
    assert "Why not look every week?" in text
    assert "At your pace" not in text
    assert "0 have food recorded, 0 a rating, 0 both." in text
    assert "On recorded days" not in text
    assert 'id="chart-trend"' not in text
    assert '<svg class="strip"' not in text


def test_eighteen_days_know_how_far_it_is_at_their_pace(ada: User, ada_client: Client) -> None:
    diary(ada, 18)
    text = page(ada_client)
    assert "18 of 42 usable days: 24 more logged days until a first look." in text
    assert "At your pace so far, about 4 weeks." in text
    assert "It could show a difference of about" in text
    assert not Edition.objects.exists()


def test_the_pace_is_that_of_the_last_four_weeks(ada: User) -> None:
    servings = [1.0, np.nan] * 30
    write_diary(ada, TODAY - timedelta(days=60), servings, {"mood": [5.0, 6.0] * 30})
    shown = shown_to(ada)
    # 30 usable days in all, 14 of them in the last four weeks: 12 more take 24 days.
    assert shown.next_look.have == 30
    assert shown.pace == "At your pace of the last four weeks, about 4 weeks."


def test_a_diary_without_a_link_is_worth_opening(ada: User, ada_client: Client) -> None:
    diary(ada, 60, points=0.0)
    text = page(ada_client)
    assert "can be ruled out" in text
    assert "All at a glance" in text
    assert "What helps to see more" in text
    assert "The next look is due in 24 more logged days." in text


def test_the_window_changes_figures_and_never_verdicts(ada: User, ada_client: Client) -> None:
    diary(ada, 60)
    texts = {window: page(ada_client, f"?window={window}") for window in ("28", "90", "365", "all")}
    said = {verdicts_part(text) for text in texts.values()}
    assert len({re.sub(r'aria-current="true"', "", text) for text in said}) == 1
    assert "of 28 days, 27 have food recorded, 27 a rating, 27 both" in texts["28"]
    assert "of 90 days, 60 have food recorded" in texts["90"]
    assert "19 Sep 2026 to 18 Nov 2026: of 61 days" in texts["all"]
    assert "No verdict depends on them" in texts["28"]


@pytest.mark.parametrize("query", ["?window=7", "?window=", "?per=month", "?window=90&per=step"])
def test_a_window_nobody_offers_is_the_usual_one(ada_client: Client, query: str) -> None:
    assert 'id="window-90" href="?window=90#held" aria-current="true"' in page(ada_client, query)


def test_figures_are_means_and_low_and_high_days(ada: User, ada_client: Client) -> None:
    moods = [2.0, 4.0, 5.0, 6.0, 8.0]
    write_diary(ada, TODAY - timedelta(days=5), [0.0, 1.0, 1.0, 2.0, np.nan], {"mood": moods})
    text = page(ada_client)
    low, high = np.quantile(moods, [0.2, 0.8])
    row = f"<td>5</td><td>{low:.1f}</td><td>{high:.1f}</td><td>5</td>"
    assert row in re.sub(r">\s+<", "><", text)
    assert "of 90 days, 4 have food recorded, 5 a rating, 4 both" in text


def test_what_helps_follows_from_the_diary(ada: User, ada_client: Client) -> None:
    servings = [1.0, np.nan] * 10
    write_diary(ada, TODAY - timedelta(days=20), servings, {"mood": [5.0] * 20})
    text = page(ada_client)
    assert "On 10 of these 90 days only food or only a rating is logged." in text
    assert "You follow 12 questions. With 4 of them, differences 7 % smaller would show" in text
    assert "Sleep, alcohol, illness" in text
    Questions.objects.create(user=ada, pairs=[["fibre_g", "mood"]])
    assert "You follow" not in page(ada_client)


def test_gaps_in_what_stands_beside_are_named_when_they_cost_days(
    ada: User, ada_client: Client
) -> None:
    diary(ada, 45)
    sleep = want_built_in(ada, "sleep_h")
    days = [TODAY - timedelta(days=back) for back in range(1, 46)]
    for day in days[::2] + days[1::4]:
        record_factor(sleep, day, 7, now=NOW)
    told = "days with food and a rating, sleep or something else you keep is not answered."
    assert told in page(ada_client)
    for day in days:
        record_factor(sleep, day, 7, now=NOW)
    assert told not in page(ada_client)


def test_whoever_hides_numbers_sees_none_of_their_own(ada: User, ada_client: Client) -> None:
    diary(ada, 60)
    ada.hide_numbers = True
    ada.save()
    text = page(ada_client)
    text = text[text.index("<main") : text.index("</main>")]
    text = re.sub(r"<svg.*?</svg>|<nav.*?</nav>|<details.*?</details>", " ", text, flags=re.S)
    read = re.sub(r"<[^>]*>", " ", text)
    assert not FORBIDDEN_NUMBERS.search(read)
    assert "your mood tended to be higher" in read
    assert "Numbers are hidden." in read


def test_only_the_questions_followed_are_there(ada: User, ada_client: Client) -> None:
    Questions.objects.create(user=ada, pairs=[["tryptophan_g", "gut_comfort"]])
    text = page(ada_client)
    assert "/insights/findings/tryptophan_g/gut_comfort/" in text
    assert "/insights/findings/fibre_g/mood/" not in text


def test_a_diary_with_several_looks_due_says_that_it_is_working(
    ada: User, ada_client: Client
) -> None:
    diary(ada, 120)
    waiting = page(ada_client, "?window=365")
    assert "Show the patterns" in waiting
    assert 'hx-get="/insights/patterns/?look=now&amp;window=365&amp;per=step"' in waiting
    assert not Edition.objects.exists()
    assert "All at a glance" in page(ada_client, "?look=now")
    assert Edition.objects.count() == 4
    assert "All at a glance" in page(ada_client)


def test_nobody_sees_anothers_patterns(ada: User, ben_client: Client) -> None:
    store_every_verdict(ada)
    text = page(ben_client)
    assert "Your diary has not been looked at yet." in text
    assert "Linked" not in text


def test_the_page_can_only_be_read(ada_client: Client) -> None:
    assert ada_client.post(PATTERNS).status_code == 405


def test_the_page_is_one_tap_away_and_so_is_help(ada_client: Client) -> None:
    text = ada_client.get("/today/").content.decode()
    assert text.count('href="/insights/patterns/"') == 1
    assert text.count('class="head-help" href="/help/"') == 1


def test_odd_numbers_do_no_harm(ada: User, ada_client: Client) -> None:
    first = diary(ada, 45)
    eat(ada, f"{first} 15:00", *[(KIMCHI, 5_000)] * 30)
    feel(ada, f"{first} 16:00", mood=0)
    assert "All at a glance" in page(ada_client)


def test_queries_do_not_grow_with_the_diary(
    ada: User, ben: User, client_of: Callable[[User], Client]
) -> None:
    diary(ada, 45)
    diary(ben, 235)

    def cost(person: User) -> list[int]:
        client = client_of(person)
        client.get(f"{PATTERNS}?look=now")
        costs = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{PATTERNS}?window=all")
            costs.append(len(queries))
        return costs

    first, again = cost(ada)
    assert cost(ben) == [first, again]
    assert first <= 34
    # The session, the person, and whether anything of theirs changed.
    assert again <= 4
