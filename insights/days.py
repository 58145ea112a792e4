"""One day as its page shows it: what was eaten, how the person felt, where the week stands."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.days import ONE_DAY, Week
from accounts.models import User
from insights.week.summary import PlantEaten, plants_eaten
from journal.models import CheckIn
from tracker.models import FoodDay, Meal, MealItem
from tracker.nutrients import Total
from tracker.plants import plant_catalogue, plant_points
from tracker.recorded import FoodState, food_state


@dataclass(frozen=True)
class Intake:
    """What the items of a day add up to, complete or not."""

    fibre_g: Total
    energy_kcal: Total
    fermented_servings: float
    live_servings: float


@dataclass(frozen=True)
class DaySummary:
    """Everything the day page shows of a day; `next` is None on the person's today."""

    day: date
    today: date
    meals: list[Meal]
    check_ins: list[CheckIn]
    intake: Intake
    said: str | None
    food: FoodState
    week: Week
    plants: list[PlantEaten]
    plant_points: float

    @property
    def is_today(self) -> bool:
        """Whether this is the person's today."""
        return self.day == self.today

    @property
    def previous(self) -> date:
        """The day before."""
        return self.day - ONE_DAY

    @property
    def next(self) -> date | None:
        """The day after, unless it has not begun yet."""
        return None if self.is_today else self.day + ONE_DAY


def summarise_day(user: User, day: date, *, now: datetime) -> DaySummary:
    """Return `day` of `user` with the plants of its week, the days after `day` left out."""
    meals = list(Meal.objects.for_user(user).on(day).with_items())
    said = FoodDay.objects.for_user(user).on(day).values_list("status", flat=True).first()
    week = Week.of(day)
    keys = _plants_up_to(user, week.first, day)
    catalogue = plant_catalogue()
    return DaySummary(
        day=day,
        today=user.today(now),
        meals=meals,
        check_ins=list(CheckIn.objects.for_user(user).on(day)),
        intake=_intake(meals),
        said=said,
        food=food_state(said, len(meals)),
        week=week,
        plants=plants_eaten(user, week, keys, catalogue),
        plant_points=plant_points(keys, catalogue, user),
    )


def _intake(meals: list[Meal]) -> Intake:
    items = [item for meal in meals for item in meal.items.all()]
    return Intake(
        fibre_g=Total.of(item.fibre_g for item in items).with_lower_bounds(
            sum(item.fibre_is_at_least for item in items)
        ),
        energy_kcal=Total.of(item.energy_kcal for item in items),
        fermented_servings=sum(item.fermented_servings for item in items),
        live_servings=sum(item.live_servings for item in items),
    )


def _plants_up_to(user: User, first: date, last: date) -> set[str]:
    rows = MealItem.objects.filter(meal__user=user, meal__local_day__range=(first, last))
    return {key for keys in rows.order_by().values_list("plants", flat=True) for key in keys}
