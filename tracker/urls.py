"""Pages about food."""

from django.urls import path

from tracker import views, views_again, views_foods, views_plants, views_probiotics

app_name = "tracker"
urlpatterns = [
    path("foods/search/", views.food_search, name="food-search"),
    path("foods/line/", views_again.line, name="line"),
    path("foods/mine/", views_foods.mine, name="own-foods"),
    path("foods/new/", views_foods.food_new, name="food-new"),
    path("foods/<uuid:uid>/", views_foods.food, name="food"),
    path("foods/<uuid:food_uid>/add/", views.item_add, name="item-add"),
    path("foods/<uuid:uid>/edit/", views_foods.food_edit, name="food-edit"),
    path("foods/<uuid:uid>/delete/", views_foods.food_delete, name="food-delete"),
    path("foods/<uuid:uid>/favourite/", views_foods.favourite, name="favourite"),
    path("recipes/new/", views_foods.recipe_new, name="recipe-new"),
    path("servings/<slug:key>/", views_again.tap, name="tap"),
    path("meals/<uuid:uid>/edit/", views.meal_edit, name="meal-edit"),
    path("meals/<uuid:uid>/delete/", views.meal_delete, name="meal-delete"),
    path("meals/<uuid:uid>/again/", views_again.meal_again, name="meal-again"),
    path("meals/<uuid:uid>/save/", views_again.meal_save, name="meal-save"),
    path("meals/<uuid:meal_uid>/items/<uuid:uid>/delete/", views.item_delete, name="item-delete"),
    path(
        "meals/<uuid:meal_uid>/items/<uuid:uid>/again/", views_again.item_again, name="item-again"
    ),
    path(
        "meals/<uuid:meal_uid>/items/<uuid:uid>/switch/",
        views_again.item_switch,
        name="item-switch",
    ),
    path("saved-meals/<uuid:uid>/log/", views_again.saved_meal_log, name="saved-meal-log"),
    path("saved-meals/<uuid:uid>/rename/", views_again.saved_meal_rename, name="saved-meal-rename"),
    path("saved-meals/<uuid:uid>/delete/", views_again.saved_meal_delete, name="saved-meal-delete"),
    path("days/<day:day>/food/", views.food_day_say, name="food-day-say"),
    path("days/<day:day>/copy/", views_again.day_copy, name="day-copy"),
    path("plants/", views_plants.plants, name="plants"),
    path("plants/rule/", views_plants.plant_rule, name="plant-rule"),
    path("plants/<week:week>/", views_plants.plants, name="plants-of-week"),
    path("probiotics/new/", views_probiotics.dose_new, name="dose-new"),
    path("probiotics/again/", views_probiotics.dose_again, name="dose-again"),
    path("probiotics/<uuid:uid>/edit/", views_probiotics.dose_edit, name="dose-edit"),
    path("probiotics/<uuid:uid>/delete/", views_probiotics.dose_delete, name="dose-delete"),
]
