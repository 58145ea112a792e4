"""The person: how they sign in, how their days are cut, what they aim for; and their tokens."""

import hashlib
import secrets
import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower

from accounts.days import DEFAULT_DAY_STARTS_AT_HOUR, LATEST_DAY_STARTS_AT_HOUR, DayRule
from accounts.scales import Scale, default_scales, in_own_words
from accounts.validators import known_scale_words, known_scales, known_time_zone

TOKEN_PREFIX = "commensal_"  # noqa: S105 - lets secret scanners recognise a leaked token
LAST_USE_RESOLUTION = timedelta(minutes=5)
WELCOME_STEPS = 3


def default_time_zone() -> str:
    """Return the zone a new person gets when their browser names none."""
    return settings.DEFAULT_PERSON_TIME_ZONE


class UserManager(BaseUserManager["User"]):
    """Makes people; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who signs in with `email`."""
        if not email:
            raise ValueError("A person needs an e-mail address to sign in with.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by e-mail address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who keeps a diary."""

    email = models.EmailField(
        "e-mail address",
        unique=True,
        error_messages={"unique": "Somebody has signed up with this e-mail address already."},
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    time_zone = models.CharField(
        max_length=64, default=default_time_zone, validators=[known_time_zone]
    )
    day_starts_at_hour = models.PositiveSmallIntegerField(
        "my day starts at",
        default=DEFAULT_DAY_STARTS_AT_HOUR,
        validators=[MaxValueValidator(LATEST_DAY_STARTS_AT_HOUR)],
    )
    scales = models.JSONField("scales I use", default=default_scales, validators=[known_scales])
    fibre_goal_g = models.PositiveSmallIntegerField(
        "fibre, grams a day",
        null=True,
        blank=True,
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(150)],
    )
    fermented_goal_servings = models.PositiveSmallIntegerField(
        "fermented food, servings a day",
        null=True,
        blank=True,
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    plants_goal_week = models.PositiveSmallIntegerField(
        "different plants a week",
        null=True,
        blank=True,
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(150)],
    )
    herbs_count_whole = models.BooleanField(
        "count each herb or spice as a whole plant", default=False
    )
    species_count_once = models.BooleanField(
        "count each species once, however many ways it is eaten", default=False
    )
    show_energy = models.BooleanField("show energy (kcal)", default=False)
    hide_numbers = models.BooleanField("hide numbers", default=False)
    scale_words = models.JSONField(
        "my own words for the ends", default=dict, blank=True, validators=[known_scale_words]
    )
    help_country = models.CharField("country to find help in", max_length=2, blank=True)
    help_card_hidden_until = models.DateField(null=True, blank=True, editable=False)
    welcome_steps_done = models.PositiveSmallIntegerField(default=0, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message="Somebody has signed up with this e-mail address already.",
            ),
            models.CheckConstraint(
                condition=models.Q(day_starts_at_hour__lte=LATEST_DAY_STARTS_AT_HOUR),
                name="accounts_user_day_start_in_the_morning",
                violation_error_message=(
                    f"A day can start between 0:00 and {LATEST_DAY_STARTS_AT_HOUR}:00."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def day_rule(self) -> DayRule:
        """How this person's days are cut from now on."""
        return DayRule(self.time_zone, self.day_starts_at_hour)

    def day_rule_in(self, time_zone: str) -> DayRule:
        """How this person's days are cut by the clock of another zone."""
        return DayRule(time_zone, self.day_starts_at_hour)

    @property
    def all_scales(self) -> list[Scale]:
        """The six scales, in this person's words."""
        return in_own_words(self.scale_words)

    @property
    def scales_in_use(self) -> list[Scale]:
        """The scales this person rates, in the usual order and in their words."""
        return [scale for scale in self.all_scales if scale.key in self.scales]

    def scale(self, key: str) -> Scale:
        """Return one scale, in this person's words."""
        return next(scale for scale in self.all_scales if scale.key == key)

    @property
    def has_been_welcomed(self) -> bool:
        """Whether the first steps are behind this person, taken or skipped."""
        return self.welcome_steps_done >= WELCOME_STEPS

    def today(self, now: datetime) -> date:
        """Return the person's day at the moment `now`."""
        return self.day_rule.day_of(now)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens; only the hash of each is stored."""

    def for_user(self, user: User) -> Self:
        """Keep one person's tokens."""
        return self.filter(user=user)

    def usable(self) -> Self:
        """Keep tokens that have not been revoked and whose owner may sign in."""
        return self.filter(revoked_at=None, user__is_active=True)

    def issue(self, user: User, *, name: str, scope: str) -> tuple["ApiToken", str]:
        """Make a token; return its row and the secret, which is never shown again."""
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        token = self.create(
            user=user, name=name, scope=scope, hint=secret[-4:], secret_hash=hash_of(secret)
        )
        return token, secret

    def find(self, secret: str) -> "ApiToken | None":
        """Return the usable token with this secret, if there is one."""
        return self.usable().select_related("user").filter(secret_hash=hash_of(secret)).first()


class ApiToken(models.Model):
    """A personal key to the API."""

    class Scope(models.TextChoices):
        READ = "read", "Read only"
        WRITE = "write", "Read and write"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    hint = models.CharField(max_length=4, help_text="The last characters, to tell tokens apart")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"

    def note_use(self, now: datetime) -> None:
        """Remember when it was last used, to five minutes: a read should rarely cost a write."""
        if self.last_used_at is None or now - self.last_used_at >= LAST_USE_RESOLUTION:
            ApiToken.objects.filter(pk=self.pk).update(last_used_at=now)

    def revoke(self, now: datetime) -> None:
        """Make the token useless for good."""
        self.revoked_at = now
        self.save(update_fields=["revoked_at"])


class Undo(models.Model):
    """Rows a person has just deleted, kept whole for a day so that it can be taken back."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    deleted_at = models.DateTimeField()
    rows = models.JSONField()

    def __str__(self) -> str:
        return f"{len(self.rows)} rows deleted at {self.deleted_at:%Y-%m-%d %H:%M}"


def hash_of(secret: str) -> str:
    """Return the hash under which a token is stored; its 256 random bits need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
