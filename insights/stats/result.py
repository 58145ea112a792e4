"""What the engine hands out: frozen results without NaN, None where there is no number."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Verdict = Literal[
    "early_sign",
    "linked",
    "travels_with",
    "no_meaningful_link",
    "no_clear_link",
    "not_enough_data",
]
Direction = Literal["cannot_tell", "unclear", "food_first"]
RefusalCode = Literal[
    "too_few_days",
    "rating_rarely_varies",
    "exposure_rarely_varies",
    "no_variation_of_its_own",
    "out_of_range",
]


@dataclass(frozen=True)
class Refusal:
    """Why nothing can be said, and what it would take.

    code
        `too_few_days`: `have` usable days of the `need` that a first look takes;
        `rating_rarely_varies`, `exposure_rarely_varies`: `have` days off the most common value;
        `no_variation_of_its_own`: weekday, season and confounders explain a column wholly, so it
        has 0 days that tell it from them;
        `out_of_range`: the numbers are too large or too small to calculate with.
    have, need : int
        Days; `need - have` more are missing.
    """

    code: RefusalCode
    have: int
    need: int

    @property
    def missing(self) -> int:
        """How many more days it takes."""
        return self.need - self.have


@dataclass(frozen=True)
class WindowEstimate:
    """One exposure window of a pair: what the detail page and the lag profile draw.

    lag : name of the window
    n_days : days with the rating and the window known
    estimate, low, high : outcome points per exposure unit, with a 95 % interval
    least_squares : the same coefficient without the noise model, for comparison only
    p : two-sided, of this window alone
    swing_from, swing_to : the person's low and high window means, in exposure units
    detectable, rules_out : outcome points for that swing; see `Finding`
    refusal : why the window is left out of the verdict, or None
    """

    lag: str
    n_days: int
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    least_squares: float | None = None
    p: float | None = None
    swing_from: float | None = None
    swing_to: float | None = None
    detectable: float | None = None
    rules_out: float | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Finding:
    """One question answered: how a rating goes with a food measure.

    exposure, outcome : column names
    verdict : from one look never `linked`; two editions running can say that
    lag : name of the window with the smallest p, which all single numbers here describe
    n_days : days with the rating and that window known
    estimate, low, high : outcome points per exposure unit; None when there is not enough data
    unit : "outcome per exposure"
    level : of the interval; .95, or wider for what was picked out as a claim
    p : of the pair over its windows (Simes)
    q : smallest false discovery rate at which the pair is a claim (Benjamini-Hochberg)
    swing : difference between the person's low (`swing_from`) and high (`swing_to`) window means
    detectable : outcome points over the swing that would be found 4 times in 5
    rules_out : outcome points over the swing; more than this can be ruled out, in every window
    days_needed : usable days at which `detectable` would come down to the margin
    travels_with : exposures that it cannot be told from
    direction : for claims, what the order of days says
    refusal : for `not_enough_data`, the reason
    method : what was done, for the record
    windows : every window's estimate
    """

    exposure: str
    outcome: str
    verdict: Verdict
    lag: str
    n_days: int
    estimate: float | None
    unit: str
    low: float | None
    high: float | None
    level: float
    p: float | None
    q: float | None
    swing: float | None
    swing_from: float | None
    swing_to: float | None
    detectable: float | None
    rules_out: float | None
    days_needed: int | None
    travels_with: tuple[str, ...]
    direction: Direction | None
    refusal: Refusal | None
    method: str
    windows: tuple[WindowEstimate, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """The exposure and the outcome."""
        return self.exposure, self.outcome

    @property
    def sign(self) -> int:
        """1 when more goes with higher ratings, -1 with lower, 0 when there is no estimate."""
        return 0 if self.estimate is None else (self.estimate > 0) - (self.estimate < 0)

    def as_dict(self) -> dict[str, Any]:
        """Return plain dictionaries, lists and numbers, for storing."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Finding":
        """Return the finding that `as_dict` gave, also after a journey through JSON."""
        windows = tuple(
            WindowEstimate(**{**window, "refusal": _refusal(window["refusal"])})
            for window in stored["windows"]
        )
        parts = {
            "windows": windows,
            "refusal": _refusal(stored["refusal"]),
            "travels_with": tuple(stored["travels_with"]),
        }
        return cls(**{**stored, **parts})


def _refusal(stored: Mapping[str, Any] | None) -> Refusal | None:
    return None if stored is None else Refusal(**stored)
