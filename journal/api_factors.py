"""Factors, for programs: what a person keeps track of (`factors/`) and its values by day."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api_fields import (
    LONGEST_NAME_SHOWN,
    AnyField,
    Choice,
    DayField,
    Number,
    StrictSerializer,
    Text,
    Truth,
    Uid,
    refuse_another_id,
)
from accounts.api_views import DiaryViewSet
from accounts.owned import OwnedQuerySet
from accounts.undo import delete_with_undo
from journal.models import BUILT_IN, Factor, FactorEntry
from journal.services import (
    change_factor,
    delete_factor,
    log_factor_entry,
    make_factor,
    want_built_in,
)

BUILT_IN_KEYS = tuple(factor.key for factor in BUILT_IN)
FIXED = "A factor's {name} cannot change, or its history would. Make another factor."


class FactorSerializer(StrictSerializer):
    """A factor: one of the built-in ones, by its key, or the person's own."""

    id = Uid(source="uid", required=False, help_text="Chosen by the client, or made here.")
    key = Text(
        required=False,
        help_text=f"Send one of {', '.join(BUILT_IN_KEYS)} to switch a built-in factor on, and "
        "nothing else. Factors of the person's own get a key here, which never changes.",
    )
    name = Text(required=False, max_length=60)
    kind = Choice(choices=Factor.Kind.choices, required=False)
    unit = Text(required=False, allow_blank=True, max_length=20, help_text="Of an amount.")
    is_in_use = Truth(required=False, help_text="False stops asking; the history stays.")
    highest = serializers.FloatField(read_only=True, help_text="The largest value; 0 is the least.")

    is_new = True

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for a key we know, or for a name and a kind; of one that exists, keep both."""
        if self.instance is not None:
            for name in ("key", "kind"):
                if name in attrs and attrs[name] != getattr(self.instance, name):
                    raise serializers.ValidationError(
                        {name: FIXED.format(name=name)}, code="cannot_change"
                    )
            return attrs
        key = attrs.get("key")
        if key is not None and key not in BUILT_IN_KEYS:
            known = ", ".join(BUILT_IN_KEYS)
            raise serializers.ValidationError(
                {"key": f"There is no such factor. Send one of {known}, or a name and a kind."},
                code="unknown_key",
            )
        missing = [name for name in ("name", "kind") if key is None and not attrs.get(name)]
        if missing:
            message = "Send a name and a kind, or the key of a built-in factor."
            raise serializers.ValidationError(dict.fromkeys(missing, message), code="required")
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Factor:
        """Switch a built-in factor on, or make one of the person's own."""
        user = self.context["request"].user
        if key := validated_data.get("key"):
            self.is_new = not Factor.objects.for_user(user).filter(key=key).exists()
            return want_built_in(user, key)
        names = ("name", "kind", "unit", "uid")
        given = {name: validated_data[name] for name in names if name in validated_data}
        factor, self.is_new = make_factor(user, **given)
        return factor

    def update(self, instance: Factor, validated_data: dict[str, Any]) -> Factor:
        """Rename a factor, or ask for it or no longer."""
        refuse_another_id(instance.uid, validated_data.pop("uid", None))
        names = ("name", "unit", "is_in_use")
        return change_factor(
            instance, **{name: validated_data[name] for name in names if name in validated_data}
        )


class FactorViewSet(DiaryViewSet):
    """Factors, in the order in which they were first wanted."""

    queryset = Factor.objects.all()
    serializer_class = FactorSerializer
    filter_backends = ()
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]

    def perform_destroy(self, instance: Factor) -> None:
        """Delete the factor and all its values; to keep them, set `is_in_use` to false."""
        delete_factor(instance, now=timezone.now())


@extend_schema_field({"type": "string", "description": "The id of a factor, or its key."})
class FactorField(serializers.Field):
    """A factor of the person's own, by id or key; written as its id."""

    default_error_messages = {
        "unknown": "You have no such factor. Send the id or the key of one in factors/.",
    }

    def to_internal_value(self, data: Any) -> Factor:
        """Find the factor; of other people's there is none."""
        mine = Factor.objects.for_user(self.context["request"].user)
        factor = None
        if isinstance(data, str) and len(data) <= LONGEST_NAME_SHOWN:
            uid = _uid_in(data)
            factor = (mine.filter(uid=uid) if uid else mine.filter(key=data)).first()
        if factor is None:
            self.fail("unknown")
        return factor

    def to_representation(self, value: Factor) -> str:
        """Write the id."""
        return str(value.uid)


@extend_schema_field({"oneOf": [{"type": "number"}, {"type": "boolean"}]})
class AnswerField(Number):
    """A number, or true and false for yes and no."""

    def to_internal_value(self, data: Any) -> float:
        """Return yes as 1 and no as 0; the factor says whether the value fits."""
        return float(data) if isinstance(data, bool) else super().to_internal_value(data)


class FactorEntrySerializer(StrictSerializer):
    """The value of a factor on a day. There is one a day: sending another replaces it."""

    id = Uid(source="uid", required=False, help_text="Chosen by the client, or made here.")
    factor = FactorField()
    key = serializers.CharField(source="factor.key", read_only=True)
    day = DayField(source="local_day", help_text="The person's day; of sleep, the one woken on.")
    value = AnswerField(help_text="Yes or no as true or false. To take it back, DELETE the entry.")

    is_new = True

    def get_fields(self) -> dict[str, AnyField]:
        """Return the fields; of an entry that exists, only the value must be sent."""
        fields = super().get_fields()
        if self.instance is not None:
            fields["factor"].required = fields["day"].required = False
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Keep an entry on its factor and its day."""
        for name, source in (("factor", "factor"), ("day", "local_day")):
            is_moved = self.instance is not None and source in attrs
            if is_moved and attrs[source] != getattr(self.instance, source):
                message = "An entry cannot move. Delete it and send a new one."
                raise serializers.ValidationError({name: message}, code="cannot_change")
        return attrs

    def create(self, validated_data: dict[str, Any]) -> FactorEntry:
        """Keep the value, or find the entry under its id."""
        entry, self.is_new = log_factor_entry(
            validated_data["factor"],
            validated_data["local_day"],
            validated_data["value"],
            now=self.context["now"],
            uid=validated_data.get("uid"),
        )
        return entry

    def update(self, instance: FactorEntry, validated_data: dict[str, Any]) -> FactorEntry:
        """Change the value."""
        refuse_another_id(instance.uid, validated_data.pop("uid", None))
        value = validated_data.get("value", instance.value)
        entry, _ = log_factor_entry(
            instance.factor, instance.local_day, value, now=self.context["now"]
        )
        return entry

    def to_representation(self, instance: FactorEntry) -> dict[str, Any]:
        """Give yes and no back as true and false."""
        answered = instance.factor.as_answered(instance.value)
        return super().to_representation(instance) | {"value": answered}


class FactorEntryViewSet(DiaryViewSet):
    """Values of factors, oldest day first."""

    queryset = FactorEntry.objects.all()
    serializer_class = FactorEntrySerializer

    def get_queryset(self) -> OwnedQuerySet:
        """Return the person's own entries with their factors."""
        rows = super().get_queryset()
        return rows.select_related("factor") if self.request.method == "GET" else rows

    def perform_destroy(self, instance: FactorEntry) -> None:
        """Take the answer back: afterwards the day is not recorded."""
        delete_with_undo(instance.user, [instance], now=timezone.now())


def _uid_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
