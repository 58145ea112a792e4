"""Pages that need both food and mood."""

from django.urls import path

from insights import (
    views,
    views_charts,
    views_digest,
    views_findings,
    views_print,
    views_questions,
)

app_name = "insights"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("days/", views.days, name="days"),
    path("days/<day:day>/", views.day, name="day"),
    path("insights/weeks/", views.this_week, name="this-week"),
    path("insights/weeks/<week:week>/", views.week, name="week"),
    path("insights/print/", views_print.print_page, name="print"),
    path("insights/print/chart.json", views_print.print_chart, name="print-chart"),
    path("insights/print.pdf", views_print.print_file, name="print-file"),
    path("settings/digest/", views_digest.digest, name="digest"),
    path("digest/stop/<str:signed>/", views_digest.digest_stop, name="digest-stop"),
    path("insights/weeks/<week:week>/chart.json", views_charts.week, name="week-chart"),
    path("insights/patterns/", views_findings.patterns_page, name="patterns"),
    path("insights/patterns/chart.json", views_charts.patterns, name="patterns-chart"),
    path("insights/questions/", views_questions.questions, name="questions"),
    path(
        "insights/findings/<slug:exposure>/<slug:outcome>/",
        views_findings.finding,
        name="finding",
    ),
    path(
        "insights/findings/<slug:exposure>/<slug:outcome>/useful/",
        views_findings.useful,
        name="finding-useful",
    ),
]
