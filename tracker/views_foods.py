"""A food's page, and a person's own foods, recipes and favourites."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.notices import complain, say
from accounts.requests import UserRequest, page_to_return_to
from tracker.forms_foods import OwnFoodForm, RecipeEdit
from tracker.keeping import set_favourite
from tracker.models import Favourite, Food, Plant, SavedMeal
from tracker.own_foods import delete_own_food, own_foods


@require_safe
def food(request: UserRequest, uid: UUID) -> HttpResponse:
    """What is known of a food, how it is known, and what can be done with it."""
    one = _food(request, uid)
    context = {
        "food": one,
        "is_favourite": Favourite.objects.for_user(request.user).filter(food=one).exists(),
        "ingredients": one.ingredients.select_related("food") if one.is_recipe else [],
        "plants": one.plants.prefetch_related("prebiotic_facts"),
    }
    return render(request, "tracker/food.html", context)


@require_safe
def mine(request: UserRequest) -> HttpResponse:
    """The person's own foods and recipes, favourites and saved meals."""
    context = {
        "foods": own_foods(request.user),
        "favourites": Favourite.objects.for_user(request.user).select_related("food"),
        "saved_meals": SavedMeal.objects.for_user(request.user).with_items(),
    }
    return render(request, "tracker/own_foods.html", context)


@require_http_methods(["GET", "POST"])
def food_new(request: UserRequest) -> HttpResponse:
    """Make an own food, as a label or its maker knows it."""
    name = request.GET.get("name", "").strip()
    form = OwnFoodForm(request.POST or None, user=request.user, initial={"name": name})
    return _food_form(request, form)


@require_http_methods(["GET", "POST"])
def food_edit(request: UserRequest, uid: UUID) -> HttpResponse:
    """Change an own food or recipe; what was logged stays as it was."""
    one = _own_food(request, uid)
    if one.is_recipe:
        return _recipe_page(request, RecipeEdit(_sent(request), user=request.user, food=one))
    return _food_form(request, OwnFoodForm(request.POST or None, user=request.user, food=one))


@require_http_methods(["GET", "POST"])
def recipe_new(request: UserRequest) -> HttpResponse:
    """Make a recipe."""
    name = request.GET.get("name", "").strip()
    return _recipe_page(
        request, RecipeEdit(_sent(request), user=request.user, food=None, name=name)
    )


@require_POST
def food_delete(request: UserRequest, uid: UUID) -> HttpResponse:
    """Delete an own food or recipe, with a way back; what was logged stays."""
    one = _own_food(request, uid)
    try:
        undo = delete_own_food(one, now=timezone.now())
    except ValidationError as error:
        complain(request, " ".join(error.messages))
        return redirect("tracker:food", uid)
    say(request, f"{one.name} deleted. What you logged of it stays.", undo=undo)
    return redirect("tracker:own-foods")


@require_POST
def favourite(request: UserRequest, uid: UUID) -> HttpResponse:
    """Make a food a favourite, or no longer one."""
    one = _food(request, uid)
    try:
        set_favourite(request.user, one, wanted=request.POST.get("wanted") == "yes")
    except ValidationError as error:
        complain(request, " ".join(error.messages))
    return redirect(page_to_return_to(request, request.POST.get("next", "")) or "tracker:own-foods")


def _food(request: UserRequest, uid: UUID) -> Food:
    foods = Food.objects.visible_to(request.user).with_facts()
    return get_object_or_404(foods, uid=uid)


def _own_food(request: UserRequest, uid: UUID) -> Food:
    foods = own_foods(request.user).select_related("owner").prefetch_related("portions", "plants")
    return get_object_or_404(foods, uid=uid)


def _sent(request: UserRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _food_form(request: UserRequest, form: OwnFoodForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.save()
        except ValidationError as error:
            _show(error, form)
        else:
            say(request, f"{saved.name} is saved.")
            return redirect("tracker:food", saved.uid)
    names = Plant.objects.values_list("name", flat=True)
    return render(request, "tracker/own_food_edit.html", {"form": form, "plant_names": names})


def _recipe_page(request: UserRequest, edit: RecipeEdit) -> HttpResponse:
    if edit.wants_to_look_up:
        edit.look_up()
    elif request.method == "POST" and "save" in request.POST and edit.is_valid():
        try:
            saved = edit.save()
        except ValidationError as error:
            _show(error, edit.form)
        else:
            say(request, f"{saved.name} is saved. What you logged before keeps its figures.")
            return redirect("tracker:food", saved.uid)
    return render(request, "tracker/recipe_edit.html", {"edit": edit, "form": edit.form})


def _show(error: ValidationError, form: Form) -> None:
    """Show each message beside its field, or above the form where there is no such field."""
    for name, messages in error.message_dict.items():
        form.add_error(name if name in form.fields else None, messages)
