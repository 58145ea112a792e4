"""Pages that need both food and mood."""

from django.urls import URLPattern

app_name = "insights"
urlpatterns: list[URLPattern] = []
