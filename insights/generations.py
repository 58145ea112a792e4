"""A number per person that changes with every change of their data, and of the food catalogue.

The database's own triggers change it, so no write can forget to: not a bulk insert, not a
command, not a line of SQL. What was worked out under one number stays true while it stands
(`insights.kept`).

The number is random instead of counting up: a value worked out inside a transaction that is then
rolled back must not be found again under a number that somebody else's write reaches later.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.models import User
from accounts.owned import Owned
from insights.models import Generation
from tracker.models import CatalogueVersion, Meal, MealItem

EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
PREFIX = "generation"


def generation_of(user: User) -> int | None:
    """Return the number that stands for a person's data as they are now; None if nothing does."""
    return Generation.objects.filter(user=user).values_list("number", flat=True).first()


def renew(**options: Any) -> None:
    """Set every trigger anew and give every person a new number. Runs after `migrate`.

    A migration may have changed what the numbers stand for, and on SQLite it drops the triggers of
    tables it rebuilds.
    """
    connection = connections[options.get("using", "default")]
    if not _has_all_tables(connection):
        return  # a migration to an earlier or partial schema
    remove(**options)
    statements = _for_sqlite if connection.vendor == "sqlite" else _for_postgresql
    people, generations = User._meta.db_table, Generation._meta.db_table
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        for statement in statements(_number(connection)):
            cursor.execute(statement)
        cursor.execute(
            f"INSERT INTO {generations} (user_id, number) "
            f"SELECT id, {_number(connection)} FROM {people} "
            f"WHERE id NOT IN (SELECT user_id FROM {generations})"
        )


def remove(**options: Any) -> None:
    """Drop every trigger. Runs before `migrate`: SQLite rebuilds no table that one refers to.

    The numbers go as well, as without triggers they stand for nothing: should the migration fail,
    whatever is shown is worked out anew each time rather than out of date.
    """
    connection = connections[options.get("using", "default")]
    existing = set(connection.introspection.table_names())
    tables = [table for table, _ in _owners() if table in existing]
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        if Generation._meta.db_table in existing:
            cursor.execute(f"DELETE FROM {Generation._meta.db_table}")
        for table in tables:
            for event in EVENTS:
                name = f"{PREFIX}_{table}_{event.lower()}"
                on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _has_all_tables(connection: BaseDatabaseWrapper) -> bool:
    wanted = {table for table, _ in _owners()} | {Generation._meta.db_table}
    return wanted <= set(connection.introspection.table_names())


def _number(connection: BaseDatabaseWrapper) -> str:
    """Return the SQL of a new number."""
    if connection.vendor == "sqlite":
        return "random()"
    return "floor(random() * 9007199254740991)::bigint"


def _owners() -> Iterator[tuple[str, str | None]]:
    """Yield each table that holds a person's data, and how its rows name them; None is everybody.

    What people logged holds copies of the catalogue's figures, but plants are named and counted
    as the catalogue does.
    """
    yield CatalogueVersion._meta.db_table, None
    yield User._meta.db_table, "{row}.id"
    for model in apps.get_models():
        if issubclass(model, Owned):
            yield model._meta.db_table, "{row}.user_id"
    meals = Meal._meta.db_table
    yield MealItem._meta.db_table, f"(SELECT user_id FROM {meals} WHERE id = {{row}}.meal_id)"


def _for_sqlite(number: str) -> Iterator[str]:
    """Yield triggers that fire for each row; updating one small row again costs next to nothing."""
    generations = Generation._meta.db_table
    for table, owner in _owners():
        for event, row in EVENTS.items():
            whose = f" WHERE user_id = {owner.format(row=row)}" if owner else ""
            changed = f"UPDATE {generations} SET number = {number}{whose};"
            if (table, event) == (User._meta.db_table, "INSERT"):
                changed = f"INSERT INTO {generations} (user_id, number) VALUES (NEW.id, {number});"
            yield (
                f"CREATE TRIGGER {PREFIX}_{table}_{event.lower()} AFTER {event} ON {table} "
                f"FOR EACH ROW BEGIN {changed} END"
            )


def _for_postgresql(number: str) -> Iterator[str]:
    """Yield triggers that fire once per statement; a row updated thousands of times would bloat."""
    generations = Generation._meta.db_table
    for table, owner in _owners():
        for event, row in EVENTS.items():
            name = f"{PREFIX}_{table}_{event.lower()}"
            changed_by = f"SELECT {owner.format(row='changed')} FROM changed" if owner else ""
            whose = f" WHERE user_id IN ({changed_by})" if owner else ""
            changed = f"UPDATE {generations} SET number = {number}{whose};"
            if (table, event) == (User._meta.db_table, "INSERT"):
                changed = (
                    f"INSERT INTO {generations} (user_id, number) SELECT id, {number} FROM changed;"
                )
            yield (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {changed} RETURN NULL; END $$"
            )
            yield (
                f"CREATE TRIGGER {name} AFTER {event} ON {table} "
                f"REFERENCING {row} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )
