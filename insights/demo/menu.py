"""What the made-up person eats: real foods of the catalogue in everyday amounts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Helping:
    """A food with one amount: grams, a household portion times a quantity, or servings."""

    source_id: str
    grams: float | None = None
    portion: str = ""
    quantity: float | None = None
    servings: float | None = None
    fermented_servings: float = 0.0


Dish = tuple[Helping, ...]


def _grams(source_id: str, grams: float, fermented_servings: float = 0.0) -> Helping:
    return Helping(source_id, grams=grams, fermented_servings=fermented_servings)


def _portion(
    source_id: str, portion: str, quantity: float = 1, fermented_servings: float = 0.0
) -> Helping:
    return Helping(
        source_id, portion=portion, quantity=quantity, fermented_servings=fermented_servings
    )


TEA = _portion("92302000", "cup")
TOAST = _portion("51101010", "medium or regular slice", 2)
RYE_BREAD = _portion("18060", "slice, regular", 2)
CHICKEN_BROTH = _portion("28340120", "cup")

# Workdays start the same way for most of the year.
OATMEAL = _portion("56203056", "cup, cooked")
FLAX = _grams("43104000", 9)
BERRIES_OF_SUMMER = (_grams("63203010", 80), _grams("63223020", 120), _grams("63219000", 70))
FRUIT_OF_WINTER = (
    _portion("63101000", "medium"),
    _portion("61119010", "fruit"),
    _portion("63107010", "banana"),
)
WEEKEND_BREAKFASTS: tuple[Dish, ...] = (
    (_portion("31103010", "egg", 2), RYE_BREAD, _portion("74101000", "whole"), TEA),
    (_portion("51166000", "medium croissant", 2), _portion("63101000", "small"), TEA),
    (RYE_BREAD, _portion("63105010", "fruit", 0.5), _portion("31103010", "egg"), TEA),
)

# Canteen and lunch box: rich in fibre on working days.
WORKDAY_LUNCHES: tuple[Dish, ...] = (
    (_portion("41603010", "cup", 1.5), RYE_BREAD),
    (_portion("41311030", "cup", 1.5), _portion("56205011", "cup, cooked")),
    (_portion("27111410", "cup", 1.5), RYE_BREAD),
    (_portion("56132990", "cup, cooked", 1.5), _portion("75316050", "cup")),
    (_portion("41205070", "individual container"), RYE_BREAD, _grams("73101010", 100)),
)
WEEKEND_LUNCHES: tuple[Dish, ...] = (
    (_portion("58106210", "piece, medium pizza", 3),),
    (_portion("56130000", "cup, cooked", 1.5), _grams("74101000", 120)),
    (_portion("75649110", "cup", 1.5), TOAST),
)
DINNERS: tuple[Dish, ...] = (
    (_portion("24122141", "medium breast"), _portion("72201211", "cup")),
    (_portion("56205001", "cup, cooked"), _portion("75440600", "cup")),
    (_grams("16174", 120, 120 / 85), _portion("56205011", "cup, cooked"), _grams("72125100", 60)),
    (_portion("73403010", "medium"), _grams("72125100", 80), _portion("31103010", "egg", 2)),
    (_portion("58106210", "piece, medium pizza", 2), _grams("74101000", 100)),
    (_portion("41305000", "cup"), _grams("73101010", 80), _grams("02044", 4)),
    (RYE_BREAD, _portion("74101000", "whole"), _portion("41205070", "tablespoon", 3)),
)
SNACKS: tuple[Dish, ...] = (
    (_portion("42116000", "oz"),),
    (_portion("42101000", "nut", 20),),
    (_portion("91705300", "piece", 3), TEA),
    (_portion("63101000", "medium"),),
    (_portion("71200120", "small single serving bag"),),
)
SIDES: tuple[Helping, ...] = (
    TEA,
    _portion("63101000", "small"),
    _portion("42101000", "nut", 12),
    _grams("73101010", 60),
    _portion("51101010", "medium or regular slice"),
)
HOLIDAY_BREAKFAST: Dish = (_portion("56205001", "cup, cooked"), _portion("31103010", "egg"), TEA)
HOLIDAY_LUNCHES: tuple[Dish, ...] = (
    (_portion("58151100", "piece", 8), TEA),
    (_portion("56205001", "cup, cooked"), _portion("75232110", "cup", 0.5), _grams("16126", 100)),
)
SICK_MEALS: tuple[Dish, ...] = ((CHICKEN_BROTH,), (TOAST, TEA), (_portion("63107010", "banana"),))

FERMENTS_AT_HOME: tuple[Helping, ...] = (
    _portion("11115400", "cup", 1, 244 / 240),  # kefir
    _grams("75502520", 75, 1),  # kimchi
    _grams("75502520", 110, 110 / 75),
    _grams("11411100", 170, 1),  # yoghurt
    _grams("sauerkraut_raw", 71, 1),
    _grams("x_skyr", 150, 1),
    _portion("14105010", "slice", 2, 42 / 30),  # Gouda
    Helping("92306920", servings=1, fermented_servings=1),  # kombucha, glass of unknown size
)
FERMENTS_ON_HOLIDAY: tuple[Helping, ...] = (
    _grams("41420200", 45, 1),  # natto
    _portion("41601070", "cup", 1, 1),  # miso soup
    _grams("75502520", 40, 40 / 75),
)
