"""What pages and API cost the server, and how that grows with the length of a diary.

    python -m benchmarks.pages

Fills diaries of made-up days in a database of its own, then asks for each page several times and
prints processor milliseconds (the fastest run), a ratio against the landing page measured in the
same run, and the number of queries. A cost that grows with history shows as a growing row.
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
    print(f"{'items':>8}  {'page':<46}{'CPU ms':>8}{'ratio':>7}{'queries':>9}")
    for wanted in ITEMS_WANTED:
        client, items = _diary_of(wanted)
        reference, _ = _cost(_stranger(), REFERENCE)
        for address in ADDRESSES:
            milliseconds, queries = _cost(client, address)
            ratio = milliseconds / reference
            print(f"{items:>8}  {address:<46}{milliseconds:>8.1f}{ratio:>7.1f}{queries:>9}")


def _diary_of(items_wanted: int):  # type: ignore[no-untyped-def]
    """Return the browser of somebody whose diary holds about so many items."""
    import numpy as np
    import time_machine
    from django.test import Client

    from accounts.models import User
    from insights.demo.life import made_up_days
    from insights.demo.lives import LIVES
    from insights.demo.writer import write_diary
    from tracker.models import MealItem

    person = User.objects.create_user(
        f"bench-{items_wanted}@example.org", None, time_zone="Europe/Berlin"
    )
    last, held = NOW.date(), 0
    rng = np.random.default_rng(items_wanted)
    while held < items_wanted:
        days = min(365, max(7, (items_wanted - held) // 12))
        first = last - timedelta(days=days - 1)
        write_diary(person, made_up_days(rng, LIVES["year"], first, last), now=NOW)
        last -= timedelta(days=days)
        held = MealItem.objects.filter(meal__user=person).count()
    client = Client(headers={"host": HOST})
    with time_machine.travel(NOW, tick=False):
        client.force_login(person)
    return client, held


def _stranger():  # type: ignore[no-untyped-def]
    from django.test import Client

    return Client(headers={"host": HOST})


def _cost(client, address: str) -> tuple[float, int]:  # type: ignore[no-untyped-def]
    """Return processor milliseconds of the fastest answer and how many queries it took."""
    import time_machine
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    with time_machine.travel(NOW, tick=False):
        client.get(address)
        for _ in range(REPEATS):
            started = time.process_time()
            answer = client.get(address)
            b"".join(answer) if answer.streaming else answer.content
            times.append(time.process_time() - started)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
    return 1000 * min(times), len(queries)


if __name__ == "__main__":
    main()
