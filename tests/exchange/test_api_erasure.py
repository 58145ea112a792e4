"""`DELETE me/`: afterwards no table of the database holds a row about the person."""

from datetime import date, time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.db import connection, models
from django.test import Client

from accounts.models import ApiToken, User
from exchange import erasure
from insights.measures import Question
from insights.models import DigestSent, Edition, Usefulness
from insights.services import choose_digest, choose_questions, keep_print_note
from journal.models import ReminderSent
from journal.models.factors import built_in_for
from journal.services import choose_reminders, record_factor
from tests import people
from tests.api_support import API, api_of
from tests.exchange.test_api_export import fill
from tracker.keeping import save_meal, set_favourite
from tracker.own_foods import Recipe, add_recipe
from tracker.recipes import Ingredient
from tracker.services import delete_meal
from tracker.snapshots import ItemDraft

ME = f"{API}me/"


def rows_of_every_table() -> dict[str, int]:
    """Return how many rows each table of the database has, Django's models or not."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def tables_that_name_a_person() -> set[str]:
    """Return the tables with a column that leads to a person."""
    relations = User._meta.get_fields(include_hidden=True)
    links = {
        relation.related_model._meta.db_table
        for relation in relations
        if isinstance(relation, models.ForeignObjectRel) and not relation.many_to_many
    }
    return links | {field.m2m_db_table() for field in User._meta.many_to_many}


def live_a_full_life(person: User) -> None:
    """Leave a row in every table that names a person."""
    fill(person)
    people.client_of(person)
    [reminder] = choose_reminders(person, [time(12)])
    ReminderSent.objects.create(
        user=person, local_day=date(2026, 11, 17), at=reminder.at, claimed_at=people.NOW
    )
    delete_meal(people.eat(person, "2026-11-17 08:00", (people.APPLE, 1)), now=people.NOW)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    choose_questions(person, [Question("fibre_g", "mood")])
    keep_print_note(person, name="Ada", note="Hello", keep=True)
    choose_digest(person, "week")
    DigestSent.objects.create(user=person, monday=date(2026, 11, 16), claimed_at=people.NOW)
    look = Edition.objects.create(
        user=person,
        usable_days=42,
        last_day=people.NOW.date(),
        taken_at=people.NOW,
        q=0.03,
        margin_points=0.5,
        findings=[],
    )
    Usefulness.objects.create(
        user=person, look=look, exposure="fibre_g", outcome="mood", is_useful=True
    )
    apple = people.food(people.APPLE)
    recipe, _ = add_recipe(person, Recipe("Compote", [Ingredient(apple, 900)], servings_made=4))
    add_recipe(person, Recipe("Crumble", [Ingredient(recipe, 500)], servings_made=4))
    set_favourite(person, recipe, wanted=True)
    save_meal(person, name="Usual", items=[ItemDraft(recipe, grams=200)])
    record_factor(built_in_for(person, "illness"), people.NOW.date(), 1, now=people.NOW)
    person.groups.add(Group.objects.get())
    person.user_permissions.add(Permission.objects.first())


@pytest.mark.django_db
def test_nothing_of_an_erased_account_remains_in_any_table() -> None:
    Group.objects.create(name="Testers")
    ben = people.make_ben()
    fill(ben)
    people.client_of(ben)
    before = rows_of_every_table()
    ada = people.make_ada()
    live_a_full_life(ada)
    full = rows_of_every_table()
    untouched = {table for table in tables_that_name_a_person() if full[table] == before[table]}
    assert untouched == set(), "live_a_full_life must leave a row in these tables too"
    assert full["django_session"] > before["django_session"]
    assert api_of(ada).delete(ME).status_code == 204
    assert rows_of_every_table() == before
    assert User.objects.get() == ben


def test_an_erased_account_is_signed_out_everywhere(ada: User) -> None:
    phone, laptop, script = people.client_of(ada), people.client_of(ada), api_of(ada)
    assert script.delete(ME).status_code == 204
    assert script.get(ME).status_code == 401
    for client in (phone, laptop):
        assert client.get(ME).status_code == 401


def test_an_account_can_be_erased_through_a_session(ada: User) -> None:
    client = Client()
    client.force_login(ada)
    assert client.delete(ME).status_code == 204
    assert not User.objects.exists()
    assert client.get(ME).status_code == 401


def test_a_read_token_erases_nothing(ada: User) -> None:
    assert api_of(ada, ApiToken.Scope.READ).delete(ME).status_code == 403
    assert User.objects.exists()


def test_an_erasure_that_fails_half_way_erases_nothing(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.eat(ada, "2026-11-17 08:00", (people.APPLE, 1))
    client = people.client_of(ada)
    before = rows_of_every_table()

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("The disk is full")

    monkeypatch.setattr(User, "delete", fail)
    with pytest.raises(RuntimeError, match="disk is full"):
        erasure.erase_account(ada)
    assert rows_of_every_table() == before
    assert client.get(ME).status_code == 200
