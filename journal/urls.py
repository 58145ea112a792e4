"""Pages about how a person feels."""

from django.urls import path

from journal import views

app_name = "journal"
urlpatterns = [
    path("check-ins/new/", views.check_in_new, name="check-in-new"),
    path("check-ins/<uuid:uid>/edit/", views.check_in_edit, name="check-in-edit"),
    path("check-ins/<uuid:uid>/delete/", views.check_in_delete, name="check-in-delete"),
]
