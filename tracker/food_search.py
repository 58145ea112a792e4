"""The door to food search: a query and a person in, foods out, best first."""

from django.db.models.functions import Length

from accounts.models import User
from tracker.models import Food

MOST_RESULTS = 12


def search_foods(user: User, query: str, *, limit: int = MOST_RESULTS) -> list[Food]:
    """Return the foods `user` most likely means by `query`, their portions loaded."""
    foods = Food.objects.visible_to(user).filter(retired=False).with_facts()
    for word in query.split():
        foods = foods.filter(name__icontains=word)
    return list(foods.order_by(Length("name"), "name")[:limit])
