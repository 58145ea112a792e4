"""Readable names, words and spelling."""

import pytest

from tracker.search import SearchRecord, display_name
from tracker.search.spelling import Speller, distance, skeleton
from tracker.search.words import content_words, stem


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Milk, NFS", "Milk"),
        ("Bread, rye", "Rye bread"),
        ("Cheese, Cheddar", "Cheddar cheese"),
        ("Bread, NS as to major flour", "Bread"),
        ("Egg, whole, cooked, NS as to cooking method", "Egg, whole, cooked"),
        ("Cream, NS as to light, heavy, or half and half", "Cream"),
        ("Yogurt, Greek, NS as to type of milk, plain", "Yogurt, Greek, plain"),
        ("Apple, raw", "Apple, raw"),
        ("Pie, apple", "Apple pie"),
        ("Bread, white, toasted", "Bread, white, toasted"),
        ("Milk, reduced fat (2%)", "Milk, reduced fat (2%)"),
        ("Bread, white with whole wheat swirl", "Bread, white with whole wheat swirl"),
        ("Cheese, American and Swiss blends", "Cheese, American and Swiss blends"),
    ],
)
def test_catalogue_names_are_made_readable_where_that_is_safe(name: str, shown: str) -> None:
    assert display_name(SearchRecord(key=1, name=name, source="usda_fndds")) == shown


def test_a_persons_own_name_for_a_food_is_left_alone() -> None:
    assert display_name(SearchRecord(key=1, name="Soup, NFS", source="own")) == "Soup, NFS"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("berry", "berries"),
        ("cookie", "cookies"),
        ("pie", "pies"),
        ("tomato", "tomatoes"),
        ("peach", "peaches"),
        ("quiche", "quiches"),
        ("leaf", "leaves"),
        ("olive", "olives"),
        ("egg", "eggs"),
        ("chilli", "chillies"),
    ],
)
def test_singular_and_plural_share_a_stem(one: str, many: str) -> None:
    assert stem(one) == stem(many)


@pytest.mark.parametrize("word", ["hummus", "asparagus", "swiss", "couscous", "bass"])
def test_words_that_only_look_plural_stay_apart(word: str) -> None:
    assert stem(word) != stem(word[:-1])


def test_accents_apostrophes_and_small_words_do_not_matter() -> None:
    assert content_words("Crème fraîche") == content_words("creme fraiche")
    assert content_words("shepherd's pie") == content_words("Shepherds Pie")
    assert content_words("a cup of the tea") == ["cup", "tea"]


def test_a_slip_people_make_is_nearer_than_another_word() -> None:
    assert distance("banana", "bannana", 3) < distance("banana", "cabana", 3)
    assert distance("mlik", "milk", 3) < distance("mlik", "mink", 3)
    assert distance("yogert", "yogurt", 3) < 1
    assert distance("apple", "banana", 1.7) == float("inf")


def test_the_distance_is_zero_only_for_the_same_word() -> None:
    assert distance("kefir", "kefir", 2) == 0
    assert distance("kefir", "kefit", 2) > 0


def test_words_spelt_by_ear_sound_alike() -> None:
    assert skeleton("brockly") == skeleton("broccoli")
    assert skeleton("houmous") == skeleton("hummus")
    assert skeleton("apple") != skeleton("bread")


def test_the_nearest_known_word_is_suggested_first() -> None:
    speller = Speller(["banana", "bandana", "cabana", "bread"])
    assert speller.suggest("bannana")[0][0] == "banana"
    assert speller.suggest("zzzzzz") == []
    assert speller.suggest("ab") == []
