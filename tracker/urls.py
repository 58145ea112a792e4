"""Pages about food."""

from django.urls import path

from tracker import views

app_name = "tracker"
urlpatterns = [
    path("foods/search/", views.food_search, name="food-search"),
    path("foods/<uuid:food_uid>/add/", views.item_add, name="item-add"),
    path("meals/<uuid:uid>/edit/", views.meal_edit, name="meal-edit"),
    path("meals/<uuid:uid>/delete/", views.meal_delete, name="meal-delete"),
    path("meals/<uuid:meal_uid>/items/<uuid:uid>/delete/", views.item_delete, name="item-delete"),
    path("days/<day:day>/food/", views.food_day_say, name="food-day-say"),
]
