"""Pages about the whole account."""

from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [path("settings/erase/", views.erase, name="erase")]
