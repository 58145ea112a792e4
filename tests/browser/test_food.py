"""Food in a real browser on a phone: counted taps, no scripts, keyboard alone, axe."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from accounts.models import User
from tests import people
from tests.people import APPLE, KIMCHI, LENTILS, OATS, food
from tracker.keeping import save_meal, set_favourite
from tracker.models import Food, Meal, MealItem
from tracker.own_foods import Recipe, add_recipe
from tracker.probiotics import log_dose
from tracker.recipes import Ingredient
from tracker.services import log_meal
from tracker.snapshots import ItemDraft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
LINE = "150 g kimchi, 2 slices rye bread and a cup of kefir"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
COUNT_TAPS = "addEventListener('pointerdown', () => window.countTap(), true)"


@pytest.fixture(autouse=True)
def files_by_their_own_names(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve static files from where they are written, and let the test thread use the database."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def diary(transactional_db: None) -> User:
    """Ada with a breakfast and a dinner yesterday and a little of everything kept at hand."""
    ada = people.make_ada()
    now = timezone.now()
    yesterday = ada.today(now) - timedelta(days=1)
    breakfast = ada.day_rule.start_of(yesterday) + timedelta(hours=4)
    items = [ItemDraft(food(OATS), grams=50), ItemDraft(food(APPLE), grams=150)]
    log_meal(ada, eaten_at=breakfast, kind="breakfast", items=items, now=now)
    sauerkraut = [ItemDraft(food("11439"), grams=71), ItemDraft(food("tap_fruit"), servings=1)]
    log_meal(ada, eaten_at=breakfast, kind="dinner", items=sauerkraut, now=now)
    parts = [Ingredient(food(LENTILS), 400), Ingredient(food(KIMCHI), 150)]
    stew, _ = add_recipe(ada, Recipe("Stew", parts, servings_made=4))
    set_favourite(ada, stew, wanted=True)
    save_meal(ada, name="Usual lunch", items=[ItemDraft(food(LENTILS), grams=200)])
    log_dose(ada, taken_at=breakfast, product="Daily", cfu=1e10, now=now)
    return ada


def open_as(
    person: User, browser: Browser, live_server, *, size: dict[str, int] = PHONE, **options
) -> BrowserContext:
    """Return a window in which a person is signed in."""
    client: Client = people.client_of(person)
    context = browser.new_context(base_url=live_server.url, viewport=size, **options)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    return context


def counting(context: BrowserContext) -> tuple[Page, list[int]]:
    """Return a page and the list that grows with each tap on it."""
    taps: list[int] = []
    context.expose_function("countTap", lambda: taps.append(1))
    context.add_init_script(COUNT_TAPS)
    return context.new_page(), taps


def test_yesterdays_breakfast_takes_at_most_two_taps(
    diary: User, browser: Browser, live_server
) -> None:
    page, taps = counting(open_as(diary, browser, live_server, has_touch=True))
    page.goto("/today/")
    again = page.get_by_role("button", name="Breakfast again")
    if not again.is_visible():
        page.locator(".more-ways > summary").tap()
    again.tap()
    page.get_by_text("Breakfast again:").wait_for()

    after = Meal.objects.for_user(diary).on(diary.today(timezone.now())).get()
    assert after.items.count() == 2
    assert 1 <= len(taps) <= 2


def test_three_foods_by_one_line_take_at_most_three_taps(
    diary: User, browser: Browser, live_server
) -> None:
    page, taps = counting(open_as(diary, browser, live_server, has_touch=True))
    page.goto("/today/")
    page.locator("#q").tap()
    page.keyboard.type(LINE)
    page.get_by_role("button", name="Log these 3").tap()
    page.get_by_text("Kimchi, Rye bread, Kefir").first.wait_for()

    assert MealItem.objects.filter(meal__local_day=diary.today(timezone.now())).count() == 3
    assert len(taps) == 2


def test_a_double_tap_logs_once(diary: User, browser: Browser, live_server) -> None:
    page = open_as(diary, browser, live_server).new_page()
    page.goto("/today/")
    page.locator("#q").fill(LINE)
    page.get_by_role("button", name="Log these 3").dblclick()
    page.get_by_text("Kimchi, Rye bread, Kefir").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert MealItem.objects.filter(meal__local_day=diary.today(timezone.now())).count() == 3


def test_buttons_follow_the_meal_that_is_chosen(diary: User, browser: Browser, live_server) -> None:
    page = open_as(diary, browser, live_server).new_page()
    page.goto("/today/")
    page.locator("input[name=kind][value=snack]").check()
    page.locator(".chip", has_text="Oats").first.click()
    page.get_by_text("Added Oats").wait_for()
    assert MealItem.objects.latest("pk").meal.kind == "snack"


def test_everything_works_without_scripts(diary: User, browser: Browser, live_server) -> None:
    page = open_as(diary, browser, live_server, java_script_enabled=False).new_page()
    today = diary.today(timezone.now())

    page.goto("/today/")
    page.fill("#q", LINE)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Log these 3").click()
    assert MealItem.objects.filter(meal__local_day=today).count() == 3

    page.locator(".more-ways > summary").click()
    page.get_by_role("button", name="Vegetables +1").click()
    page.get_by_role("button", name="Daily").click()
    page.locator(".more-ways > summary").click()
    page.get_by_role("button", name="Usual lunch").click()
    assert MealItem.objects.filter(meal__local_day=today).count() == 5

    page.goto("/recipes/new/")
    page.fill("[name=name]", "Soup")
    page.fill("[name=lines]", "200 g lentils\n100 g carrots")
    page.get_by_role("button", name="Look these up").click()
    page.get_by_role("button", name="Save recipe").click()
    assert Food.objects.filter(owner=diary, name="Soup").exists()

    page.goto("/plants/")
    page.get_by_label("as one: each species once").check()
    page.get_by_role("button", name="Count like this").click()
    diary.refresh_from_db()
    assert diary.species_count_once


def test_everything_works_by_keyboard_alone(diary: User, browser: Browser, live_server) -> None:
    page = open_as(diary, browser, live_server, size=DESK).new_page()
    page.goto("/today/")
    reach(page, "#q")
    page.keyboard.type(LINE)
    page.get_by_role("button", name="Log these 3").wait_for()
    reach(page, ".line .button--primary")
    page.keyboard.press("Enter")
    page.get_by_text("Kimchi, Rye bread, Kefir").first.wait_for()

    reach(page, ".more-ways > summary")
    page.keyboard.press("Enter")
    reach(page, ".chip[formaction*='tap_fruit']")
    page.keyboard.press("Enter")
    page.get_by_text("Added Fruit").wait_for()

    page.goto("/plants/")
    reach(page, "[name=species]:checked")
    page.keyboard.press("ArrowDown")
    reach(page, "#rule .button")
    page.keyboard.press("Enter")
    page.get_by_text("The counting rule is changed").wait_for()
    diary.refresh_from_db()
    assert diary.species_count_once


def reach(page: Page, selector: str) -> None:
    """Press Tab until `selector` has the focus."""
    for _ in range(150):
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {selector}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(diary: User, browser: Browser, live_server, scheme: str) -> None:
    page = open_as(diary, browser, live_server, color_scheme=scheme).new_page()
    stew = Food.objects.get(owner=diary)
    yesterday = diary.today(timezone.now()) - timedelta(days=1)
    meal = Meal.objects.for_user(diary).first()
    addresses = [
        "/today/",
        f"/today/?q={LINE.replace(' ', '+')}",
        "/today/?q=50+g+kimchi+and+a+handful+of+spinach+and+9+g+xqzzvw",
        "/today/?q=sauerkraut",
        f"/days/{yesterday}/",
        f"/meals/{meal.uid}/edit/",
        f"/foods/{stew.uid}/",
        f"/foods/{food(KIMCHI).uid}/",
        f"/foods/{stew.uid}/edit/",
        "/foods/mine/",
        "/foods/new/?name=Kvass",
        "/recipes/new/",
        f"/days/{diary.today(timezone.now())}/copy/",
        "/plants/",
        "/probiotics/new/",
    ]
    found = {}
    for address in addresses:
        page.goto(address)
        for closed in page.locator("main details:not([open]) > summary").all():
            if closed.is_visible():
                closed.click()
        result = Axe().run(page)
        if result.violations_count:
            found[address] = [
                (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
                for one in result.response["violations"]
            ]
        too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not too_wide, address
    assert found == {}
