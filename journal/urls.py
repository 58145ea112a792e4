"""Pages about how a person feels."""

from django.urls import path

from journal import factor_views, journal_views, reminder_views, views

app_name = "journal"
urlpatterns = [
    path("check-ins/new/", views.check_in_new, name="check-in-new"),
    path("check-ins/<uuid:uid>/edit/", views.check_in_edit, name="check-in-edit"),
    path("check-ins/<uuid:uid>/delete/", views.check_in_delete, name="check-in-delete"),
    path("journal/", journal_views.journal, name="journal"),
    path("journal/calendar/", journal_views.this_month, name="this-month"),
    path("journal/calendar/<month:month>/", journal_views.calendar, name="calendar"),
    path("journal/year/", journal_views.this_year, name="this-year"),
    path("journal/year/<int:year>/", journal_views.year, name="year"),
    path("help/card/hide/", journal_views.help_card_hide, name="help-card-hide"),
    path("factors/<uuid:uid>/answer/", factor_views.factor_answer, name="factor-answer"),
    path("settings/factors/", factor_views.factors, name="factors"),
    path("settings/factors/<slug:key>/want/", factor_views.built_in_want, name="built-in-want"),
    path("settings/factors/<uuid:uid>/edit/", factor_views.factor_edit, name="factor-edit"),
    path("settings/factors/<uuid:uid>/use/", factor_views.factor_use, name="factor-use"),
    path("settings/factors/<uuid:uid>/stop/", factor_views.factor_stop, name="factor-stop"),
    path("settings/factors/<uuid:uid>/delete/", factor_views.factor_delete, name="factor-delete"),
    path("settings/reminders/", reminder_views.reminders, name="reminders"),
    path("reminders/stop/<str:signed>/", reminder_views.reminders_stop, name="reminders-stop"),
]
