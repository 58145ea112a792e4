"""What pages and API cost the server, and how that grows with the length of a diary.

    python -m benchmarks.pages

Fills diaries of made-up days in a database of its own, then asks for each page several times and
prints processor milliseconds (the fastest run) of a first view after a write and of a view when
nothing changed since, the ratio of the latter to the sign-in page measured in the same run, and
the number of queries of both. A cost that grows with history shows as a growing row.
"""

import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ITEMS_WANTED = (1_000, 10_000, 100_000)
REPEATS = 7
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
ADDRESSES = (
    "/today/",
    "/today/?q=rye+bread",
    "/insights/weeks/2026-W46/",
    "/insights/findings/live_servings/mood/",
    "/api/v1/days/?from=2026-11-09&to=2026-11-15",
    "/api/v1/weeks/2026-W46/",
    "/api/v1/meals/",
    "/api/v1/findings/",
)
HOST = "127.0.0.1"
REFERENCE = "/accounts/login/"


def main() -> None:
    """Fill, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        os.environ["COMMENSAL_VAR"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        _measure()


def _measure() -> None:
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    call_command("migrate", verbosity=0)
    print(f"{'':>56}{'after a write':>20}{'unchanged':>25}")
    print(f"{'items':>8}  {'page':<46}" + f"{'CPU ms':>10}{'queries':>10}" * 2 + f"{'ratio':>7}")
    for wanted in ITEMS_WANTED:
        client, items = _diary_of(wanted)
        reference, _ = _cost(_stranger(), REFERENCE)
        for address in ADDRESSES:
            fresh, fresh_queries = _cost(client, address, after_a_write=True)
            same, same_queries = _cost(client, address)
            print(
                f"{items:>8}  {address:<46}{fresh:>10.1f}{fresh_queries:>10}"
                f"{same:>10.1f}{same_queries:>10}{same / reference:>7.1f}"
            )


def _diary_of(items_wanted: int):  # type: ignore[no-untyped-def]
    """Return the browser of somebody whose diary holds about so many items."""
    import numpy as np
    import time_machine
    from django.test import Client

    from accounts.models import User
    from insights.demo.life import made_up_year
    from insights.demo.writer import write_diary
    from tracker.models import MealItem

    person = User.objects.create_user(
        f"bench-{items_wanted}@example.org", None, time_zone="Europe/Berlin"
    )
    last, held = NOW.date(), 0
    rng = np.random.default_rng(items_wanted)
    while held < items_wanted:
        days = min(365, max(7, (items_wanted - held) // 12))
        write_diary(person, made_up_year(rng, last - timedelta(days=days - 1), last), now=NOW)
        last -= timedelta(days=days)
        held = MealItem.objects.filter(meal__user=person).count()
    client = Client(headers={"host": HOST})
    with time_machine.travel(NOW, tick=False):
        client.force_login(person)
    return client, held


def _stranger():  # type: ignore[no-untyped-def]
    from django.test import Client

    return Client(headers={"host": HOST})


def _cost(client, address: str, *, after_a_write: bool = False) -> tuple[float, int]:  # type: ignore[no-untyped-def]
    """Return processor milliseconds of the fastest answer and how many queries it took."""
    import time_machine
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    with time_machine.travel(NOW, tick=False):
        client.get(address)
        for _ in range(REPEATS):
            _change_something(after_a_write)
            started = time.process_time()
            answer = client.get(address)
            b"".join(answer) if answer.streaming else answer.content
            times.append(time.process_time() - started)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"
        _change_something(after_a_write)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
    return 1000 * min(times), len(queries)


def _change_something(wanted: bool) -> None:
    """Write to everybody's rows, so that nothing kept holds any longer."""
    from django.db.models import F

    from accounts.models import User

    if wanted:
        User.objects.update(fibre_goal_g=F("fibre_goal_g"))


if __name__ == "__main__":
    main()
