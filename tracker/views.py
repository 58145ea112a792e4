"""Pages about food: search, adding to a day, editing a meal, saying what a day was."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.notices import complain, say
from accounts.requests import UserRequest, page_to_return_to
from tracker.adding import adding_to
from tracker.amounts import choices_for
from tracker.forms import AddItemForm, MealEdit
from tracker.models import Food, Meal
from tracker.results import results_for
from tracker.services import (
    change_item,
    change_meal,
    delete_item,
    delete_items,
    delete_meal,
    say_of_food_day,
)


@require_safe
def food_search(request: UserRequest) -> HttpResponse:
    """The fragment with what somebody may mean by what they have typed so far."""
    adding = adding_to(request.user, request.GET, None, now=timezone.now())
    context = {"adding": adding, **results_for(request.user, request.GET.get("q", ""))}
    return render(request, "tracker/_food_results.html", context)


@require_http_methods(["GET", "POST"])
def item_add(request: UserRequest, food_uid: UUID) -> HttpResponse:
    """A food with what is known of it, and the form that adds it to one of the person's days."""
    foods = Food.objects.visible_to(request.user).with_facts()
    food = get_object_or_404(foods, uid=food_uid)
    now, [choice] = timezone.now(), choices_for(request.user, [food])
    adding = adding_to(request.user, request.GET, None, now=now)
    form = AddItemForm(
        request.POST or None,
        food=food,
        likely=choice.likely,
        user=request.user,
        now=now,
        initial={"day": adding.day, "kind": adding.kind, "clock": adding.clock},
    )
    if form.is_valid():
        item = form.add()
        if item is not None:
            say(request, f"Added {item.name}, {item.amount}.")
            return redirect(page_to_return_to(request, _day_address(item.meal.local_day)))
    context = {"form": form, "food": food, "adding": adding}
    return render(request, "tracker/item_add.html", context)


@require_http_methods(["GET", "POST"])
def meal_edit(request: UserRequest, uid: UUID) -> HttpResponse:
    """Change a meal's kind, time, note and amounts, or take one food out of it."""
    meals = Meal.objects.for_user(request.user).select_related("user")
    meal = get_object_or_404(meals, uid=uid)
    now = timezone.now()
    with timezone.override(meal.zone):
        edit = MealEdit(request.POST or None, meal=meal, now=now)
        if request.method == "POST" and edit.is_valid():
            return _save_meal(request, meal, edit, now)
        return render(request, "tracker/meal_edit.html", {"meal": meal, "edit": edit})


@require_POST
def meal_delete(request: UserRequest, uid: UUID) -> HttpResponse:
    """Delete a meal, with a way back."""
    meal = get_object_or_404(Meal.objects.for_user(request.user), uid=uid)
    undo = delete_meal(meal, now=timezone.now())
    say(request, f"{meal.get_kind_display()} deleted.", undo=undo)
    return redirect(page_to_return_to(request, _day_address(meal.local_day)))


@require_POST
def item_delete(request: UserRequest, meal_uid: UUID, uid: UUID) -> HttpResponse:
    """Take one food out of a meal, with a way back."""
    meal = get_object_or_404(Meal.objects.for_user(request.user), uid=meal_uid)
    item = get_object_or_404(meal.items, uid=uid)
    undo = delete_item(item, now=timezone.now())
    say(request, f"{item.name} removed.", undo=undo)
    return redirect(page_to_return_to(request, _day_address(meal.local_day)))


@require_POST
def food_day_say(request: UserRequest, day: date) -> HttpResponse:
    """Keep that everything is logged, that nothing was eaten, or that the day is still open."""
    status = request.POST.get("status") or None
    try:
        say_of_food_day(request.user, day, status, now=timezone.now())
    except ValidationError as error:
        complain(request, " ".join(error.messages))
    return redirect(page_to_return_to(request, _day_address(day)))


@transaction.atomic
def _save_meal(request: UserRequest, meal: Meal, edit: MealEdit, now: datetime) -> HttpResponse:
    zone = meal.time_zone
    change_meal(meal, **edit.meal.cleaned_data, items=None, now=now, time_zone=zone)
    for item, draft in edit.changed:
        change_item(item, draft)
    day, kind, removed = meal.local_day, meal.get_kind_display(), edit.removed
    undo = delete_items(meal, removed, now=now) if removed else None
    names = " and ".join(item.name for item in removed)
    say(request, f"{kind} saved, {names} removed." if removed else f"{kind} saved.", undo=undo)
    return redirect(page_to_return_to(request, _day_address(day)))


def _day_address(day: date) -> str:
    return reverse("insights:day", args=[day])
