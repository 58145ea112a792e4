"""Forms about the person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.days import LATEST_DAY_STARTS_AT_HOUR, zone_names
from accounts.help_places import countries_with_help
from accounts.models import ApiToken, User
from accounts.scales import MOST_END_CHARACTERS, SCALES, Scale


class SignupExtras(forms.Form):
    """What signing up asks besides an address and a password: where the person's clock is.

    The browser fills it in; without scripts it stays empty and the host's default holds until
    the person changes it in the settings.
    """

    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the zone the browser named, if it is one we know."""
        zone: Any = self.cleaned_data["time_zone"]
        if zone in zone_names():
            user.time_zone = zone
            user.save(update_fields=["time_zone"])


class SettingsForm(forms.ModelForm):
    """How a person's days are cut, what they rate, aim for, count and see."""

    day_starts_at_hour = forms.TypedChoiceField(
        label="My day starts at",
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(LATEST_DAY_STARTS_AT_HOUR + 1)],
        help_text="A snack before this hour belongs to the evening before.",
    )
    scales = forms.MultipleChoiceField(
        label="What I rate", required=False, widget=forms.CheckboxSelectMultiple
    )
    help_country = forms.ChoiceField(
        label="Places of help in",
        required=False,
        help_text="For the help page. Without a choice it follows your time zone.",
    )

    class Meta:
        model = User
        fields = [
            "time_zone",
            "day_starts_at_hour",
            "help_country",
            "scales",
            "fibre_goal_g",
            "fermented_goal_servings",
            "plants_goal_week",
            "herbs_count_whole",
            "species_count_once",
            "show_energy",
            "hide_numbers",
        ]
        widgets = {
            "time_zone": forms.TextInput(
                attrs={"list": "time-zones", "autocomplete": "off", "spellcheck": "false"}
            )
        }
        help_texts = {
            "time_zone": "Days already in the diary stay as they are.",
            "herbs_count_whole": "Otherwise each counts a quarter, as is the custom.",
            "species_count_once": "Broccoli and kale are then one plant, beet and its leaves too.",
            "show_energy": "Off unless you want it.",
            "hide_numbers": "Pictures and words instead of figures on day, week and journal.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        if "scales" in fields:
            fields["scales"].choices = [
                (scale.key, _with_ends(scale)) for scale in self.instance.all_scales
            ]
        if "help_country" in fields:
            fields["help_country"].choices = [("", "As my time zone"), *countries_with_help()]

    def clean_time_zone(self) -> str:
        """Forgive spaces and case in a zone's name: `europe/new york` is a slip, not a riddle."""
        typed = self.cleaned_data["time_zone"].strip().replace(" ", "_")
        by_folded_name = {name.casefold(): name for name in zone_names()}
        return by_folded_name.get(typed.casefold(), typed)


class WelcomeDayForm(SettingsForm):
    """The first step: where the person's clock is and when their day starts."""

    scales = help_country = None  # type: ignore[assignment]

    class Meta(SettingsForm.Meta):
        fields = ["time_zone", "day_starts_at_hour"]


class WelcomeScalesForm(SettingsForm):
    """The second step: what to rate."""

    day_starts_at_hour = help_country = None  # type: ignore[assignment]

    class Meta(SettingsForm.Meta):
        fields = ["scales"]


class WelcomeGoalsForm(SettingsForm):
    """The third step: what to aim for."""

    scales = day_starts_at_hour = help_country = None  # type: ignore[assignment]

    class Meta(SettingsForm.Meta):
        fields = ["fibre_goal_g", "fermented_goal_servings", "plants_goal_week"]


class ScaleWordsForm(forms.Form):
    """A person's own words for both ends of each scale; empty fields keep ours."""

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        for scale in SCALES:
            own = user.scale_words.get(scale.key, ["", ""])
            for name, initial, ours in zip(
                _end_names(scale), own, (scale.at_lowest, scale.at_highest), strict=True
            ):
                self.fields[name] = forms.CharField(
                    label="At 0" if name.endswith("lowest") else "At 10",
                    required=False,
                    max_length=MOST_END_CHARACTERS,
                    initial=initial,
                    widget=forms.TextInput(attrs={"placeholder": ours, "autocomplete": "off"}),
                )

    @property
    def by_scale(self) -> list[tuple[Scale, list[forms.BoundField]]]:
        """The two fields of each scale."""
        return [(scale, [self[name] for name in _end_names(scale)]) for scale in SCALES]

    @property
    def words(self) -> dict[str, list[str]]:
        """What to keep: both ends of each scale for which one was given."""
        chosen = {}
        for scale in SCALES:
            lowest, highest = (self.cleaned_data[name] for name in _end_names(scale))
            if lowest or highest:
                chosen[scale.key] = [lowest or scale.at_lowest, highest or scale.at_highest]
        return chosen


def _end_names(scale: Scale) -> tuple[str, str]:
    return f"{scale.key}_lowest", f"{scale.key}_highest"


def _with_ends(scale: Scale) -> str:
    return f"{scale.name}: 0 {scale.at_lowest}, 10 {scale.at_highest}"


class TokenForm(forms.ModelForm):
    """A name and a scope for a new personal token."""

    class Meta:
        model = ApiToken
        fields = ["name", "scope"]
        labels = {"name": "What is it for?", "scope": "What may it do?"}
        widgets = {"scope": forms.RadioSelect}
        help_texts = {"name": "For example: notebook, phone shortcut."}


class ErasureForm(forms.Form):
    """The person's own address, typed by hand, so that nobody erases a diary by a slip."""

    email = forms.EmailField(
        label="Your e-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="Type it to confirm.",
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_email(self) -> str:
        """Accept the address of the account itself and no other."""
        email: str = self.cleaned_data["email"]
        if email.casefold() != self.user.email.casefold():
            raise ValidationError(
                f"This account belongs to {self.user.email}. Type that address to erase it.",
                code="another_address",
            )
        return email
