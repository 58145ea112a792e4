"""Pages about the person."""

from django.urls import path

from accounts import views, welcome

app_name = "accounts"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("help/", views.help_page, name="help"),
    path("settings/", views.settings_page, name="settings"),
    path("settings/words/", views.scale_words, name="scale-words"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/<int:number>/", welcome.step, name="welcome-step"),
    path("settings/time-zone/", views.time_zone_change, name="time-zone-change"),
    path("settings/tokens/", views.tokens, name="tokens"),
    path("settings/tokens/<uuid:uid>/revoke/", views.token_revoke, name="token-revoke"),
    path("undo/<uuid:uid>/", views.undo, name="undo"),
]
