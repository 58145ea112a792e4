"""One tap each: log again, servings without grams, live or heated, saved meals, copied days."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.notices import complain, say
from accounts.requests import UserRequest, page_to_return_to
from tracker.adding import AddingTo, adding_to
from tracker.forms_line import LineForm
from tracker.keeping import change_saved_meal, delete_saved_meal, save_logged_meal
from tracker.models import Food, Meal, MealItem, SavedMeal
from tracker.models.catalogue import SERVING_TAP
from tracker.repeating import copy_day, copy_meal, log_saved_meal, repeat_item, repeat_meal
from tracker.services import add_all_to_day, likely_moment, switch_item
from tracker.snapshots import ItemDraft

LONGEST_LINE = 500


@require_http_methods(["GET", "POST"])
def line(request: UserRequest) -> HttpResponse:
    """What a line says was eaten, to be corrected and then logged; a GET logs nothing."""
    now = timezone.now()
    chosen = request.POST or request.GET
    text = chosen.get("q", "").strip()[:LONGEST_LINE]
    adding = adding_to(request.user, chosen, None, now=now)
    form = LineForm.read(request.user, text, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.drafts:
            return _logged(request, adding, form.drafts, now)
        complain(request, "No food was ticked, so nothing is logged.")
        return redirect(page_to_return_to(request, adding.next))
    return render(request, "tracker/line.html", {"line": form, "adding": adding})


@require_POST
def meal_again(request: UserRequest, uid: UUID) -> HttpResponse:
    """Log a meal's foods again, on the day and for the meal chosen."""
    meals = Meal.objects.for_user(request.user).select_related("user").with_items()
    meal = get_object_or_404(meals, uid=uid)
    told = f"{meal.get_kind_display()} again: {meal.foods_in_words}."
    return _logged_once(request, meal.uid, partial(repeat_meal, meal), told, kind=meal.kind)


@require_POST
def item_again(request: UserRequest, meal_uid: UUID, uid: UUID) -> HttpResponse:
    """Log one food again, the amount of last time."""
    items = MealItem.objects.filter(meal__user=request.user).select_related("meal__user")
    item = get_object_or_404(items, meal__uid=meal_uid, uid=uid)
    log = partial(repeat_item, item)
    return _logged_once(request, item.uid, log, f"Added {item.name}, {item.amount}.")


@require_POST
def tap(request: UserRequest, key: str) -> HttpResponse:
    """Log one serving of something nobody named."""
    if not key.startswith(SERVING_TAP):
        raise Http404
    food = get_object_or_404(Food.objects.with_facts(), owner=None, source_id=key)
    log = partial(add_all_to_day, request.user, [ItemDraft(food, servings=1)])
    return _logged_once(request, food.uid, log, f"Added {food.name}, 1 serving.")


@require_POST
def item_switch(request: UserRequest, meal_uid: UUID, uid: UUID) -> HttpResponse:
    """Take a ferment as live where it was taken as heated, or the other way."""
    items = MealItem.objects.filter(meal__user=request.user).select_related(
        "meal", "ferment__counterpart", "food__ferment"
    )
    item = get_object_or_404(items, meal__uid=meal_uid, uid=uid)
    try:
        item = switch_item(item)
    except ValidationError as error:
        complain(request, " ".join(error.messages))
    else:
        how = "live" if item.is_live else "not live"
        say(request, f"{item.name} counts as {how} now.")
    return redirect(page_to_return_to(request, reverse("insights:day", args=[item.meal.local_day])))


@require_http_methods(["GET", "POST"])
def day_copy(request: UserRequest, day: date) -> HttpResponse:
    """Copy another day's meals, one or all, to `day`."""
    now = timezone.now()
    if day > request.user.today(now):
        raise Http404("This day has not begun yet.")
    source = _day_in(request.POST.get("from") or request.GET.get("from", "")) or _day_before(day)
    meals = Meal.objects.for_user(request.user).on(source).select_related("user").with_items()
    if request.method == "POST":
        return _copied(request, source, day, list(meals), now)
    context = {"day": day, "source": source, "meals": meals, "today": request.user.today(now)}
    return render(request, "tracker/day_copy.html", context)


@require_POST
def meal_save(request: UserRequest, uid: UUID) -> HttpResponse:
    """Keep a logged meal under a name."""
    meals = Meal.objects.for_user(request.user).select_related("user").with_items()
    meal = get_object_or_404(meals, uid=uid)
    try:
        saved = save_logged_meal(meal, name=request.POST.get("name", ""))
    except ValidationError as error:
        complain(request, " ".join(error.messages))
    else:
        say(request, f"Saved as “{saved.name}”. You find it under “More ways to add”.")
    return redirect(page_to_return_to(request, reverse("insights:day", args=[meal.local_day])))


@require_POST
def saved_meal_log(request: UserRequest, uid: UUID) -> HttpResponse:
    """Log a saved meal."""
    saved = get_object_or_404(_saved_meals(request), uid=uid)
    return _logged_once(
        request, saved.uid, partial(log_saved_meal, saved), f"Added “{saved.name}”."
    )


@require_POST
def saved_meal_rename(request: UserRequest, uid: UUID) -> HttpResponse:
    """Give a saved meal another name."""
    saved = get_object_or_404(_saved_meals(request), uid=uid)
    try:
        change_saved_meal(saved, name=request.POST.get("name", ""), items=None)
    except ValidationError as error:
        complain(request, " ".join(error.messages))
    return redirect("tracker:own-foods")


@require_POST
def saved_meal_delete(request: UserRequest, uid: UUID) -> HttpResponse:
    """Delete a saved meal, with a way back; what was logged from it stays."""
    saved = get_object_or_404(_saved_meals(request), uid=uid)
    undo = delete_saved_meal(saved, now=timezone.now())
    say(request, f"“{saved.name}” is no longer saved.", undo=undo)
    return redirect("tracker:own-foods")


def _saved_meals(request: UserRequest) -> Any:
    return SavedMeal.objects.for_user(request.user).select_related("user").with_items()


def _logged_once(
    request: UserRequest,
    what: object,
    log: Callable[..., tuple[Meal, bool]],
    told: str,
    *,
    kind: str = "",
) -> HttpResponse:
    """Log something on the day and for the meal chosen, however often the button is tapped."""
    now = timezone.now()
    adding = adding_to(request.user, request.POST, None, now=now)
    kind = kind or adding.kind
    eaten_at = _moment(request, adding, kind, now)
    _, added = log(eaten_at=eaten_at, kind=kind, now=now, uid=_uid_of(request, what))
    _tell(request, told, added)
    return redirect(page_to_return_to(request, adding.next))


def _logged(
    request: UserRequest, adding: AddingTo, drafts: list[ItemDraft], now: datetime
) -> HttpResponse:
    meal, added = add_all_to_day(
        request.user,
        drafts,
        eaten_at=_moment(request, adding, adding.kind, now),
        kind=adding.kind,
        now=now,
        uid=_uid_of(request, request.user.pk),
    )
    names = ", ".join(draft.food.display_name for draft in drafts)
    _tell(request, f"Added to {meal.get_kind_display().lower()}: {names}.", added)
    return redirect(page_to_return_to(request, adding.next))


def _copied(
    request: UserRequest, source: date, day: date, meals: list[Meal], now: datetime
) -> HttpResponse:
    chosen = request.POST.get("meal", "")
    if chosen:
        meal = next((meal for meal in meals if str(meal.uid) == chosen), None)
        if meal is None:
            raise Http404
        _, is_new = copy_meal(meal, day, now=now)
        copies = int(is_new)
    else:
        copies = len(copy_day(request.user, source, day, now=now))
    if copies:
        say(request, f"{copies} meal{'s' if copies > 1 else ''} copied from {source:%-d %B}.")
    else:
        say(request, "These meals are here already, so nothing was copied again.")
    return redirect("insights:day", day)


def _moment(request: UserRequest, adding: AddingTo, kind: str, now: datetime) -> datetime:
    """Return when it was eaten: by the clock that was set, else as the meal usually is."""
    clock = adding.wall_clock
    if clock is not None:
        moment = request.user.day_rule.moment_at(adding.day, clock)
        return min(moment, now) if adding.day == request.user.today(now) else moment
    return likely_moment(request.user, adding.day, kind, now=now)


def _uid_of(request: UserRequest, what: object) -> UUID | None:
    """Return an id for this tap on this thing, so that a double tap counts once."""
    try:
        return uuid.uuid5(UUID(request.POST.get("uid", "")), str(what))
    except ValueError:
        return None


def _tell(request: UserRequest, text: str, added: bool) -> None:
    say(request, text if added else "That was logged a moment ago; it is there once.")


def _day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
