"""Pages that need both food and mood."""

from django.urls import path

from insights import views

app_name = "insights"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("days/", views.days, name="days"),
    path("days/<day:day>/", views.day, name="day"),
    path("insights/weeks/", views.this_week, name="this-week"),
    path("insights/weeks/<week:week>/", views.week, name="week"),
]
