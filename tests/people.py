"""The cast: Ada owns things, Ben owns others. And short ways to fill their diaries."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from accounts.models import User
from insights.kept import memory
from journal.models import CheckIn
from journal.services import log_check_in
from tracker.models import Food, Meal, Portion
from tracker.services import log_meal
from tracker.snapshots import ItemDraft

# A Wednesday in week 2026-W47; every test starts at this moment unless it moves the clock.
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
PASSWORD = "a long enough password"

# Foods the tests eat, by USDA's id (data/foods.csv).
KIMCHI = "75502520"
KEFIR = "11115400"
RYE_BREAD = "18060"
OATS = "08120"
LENTILS = "16070"
APPLE = "09003"
TEMPEH = "16114"  # a ferment whose fibre USDA does not know
COOKED_KIMCHI_SOUP = "75601250"  # fermented, but no longer live


def make_ada() -> User:
    """Return Ada, who lives in Berlin."""
    return User.objects.create_user("ada@example.org", PASSWORD, time_zone="Europe/Berlin")


def make_ben() -> User:
    """Return Ben, who lives in New York."""
    return User.objects.create_user("ben@example.org", PASSWORD, time_zone="America/New_York")


def keep_nothing() -> None:
    """Forget what was worked out, as after a write."""
    memory.clear()


def client_of(person: User) -> Client:
    """Return a browser in which `person` is signed in."""
    client = Client()
    client.force_login(person)
    return client


def food(source_id: str) -> Food:
    """Return a food of the catalogue, ready to be logged."""
    return Food.objects.with_facts().get(owner=None, source_id=source_id)


def portion(of: Food, description: str) -> Portion:
    """Return the household portion of a food that has this description."""
    return of.portions.get(description=description)


def at(person: User, wall_clock: str) -> datetime:
    """Return the moment at which the person's clock shows `wall_clock` (2026-11-18 08:30)."""
    return datetime.fromisoformat(wall_clock).replace(tzinfo=person.day_rule.zone)


def eat(
    person: User, wall_clock: str, *foods: tuple[str, float] | ItemDraft, kind: str = "lunch"
) -> Meal:
    """Log a meal of (source id, grams) pairs, or of drafts, at a moment of the person's clock."""
    items = [
        given if isinstance(given, ItemDraft) else ItemDraft(food(given[0]), grams=given[1])
        for given in foods
    ]
    moment = at(person, wall_clock)
    meal, _ = log_meal(person, eaten_at=moment, kind=kind, items=items, now=max(NOW, moment))
    return meal


def feel(person: User, wall_clock: str, **answers: Any) -> CheckIn:
    """Log a check-in at a moment of the person's clock."""
    moment = at(person, wall_clock)
    check_in, _ = log_check_in(person, at=moment, now=max(NOW, moment), **answers)
    return check_in
