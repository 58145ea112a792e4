"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from accounts.converters import DayConverter, MonthConverter, WeekConverter
from config.components.views import components

register_converter(DayConverter, "day")
register_converter(WeekConverter, "week")
register_converter(MonthConverter, "month")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("accounts.urls")),
    path("", include("insights.urls")),
    path("", include("tracker.urls")),
    path("", include("journal.urls")),
    path("", include("exchange.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("config.api_urls")),
    path("components/", components, name="components"),
]
