"""The statistics engine: pure functions from tables of days to frozen results."""

from insights.stats.analyse import analyse, lag_profile
from insights.stats.result import Finding, Refusal, WindowEstimate
from insights.stats.windows import WINDOWS, Window

__all__ = [
    "WINDOWS",
    "Finding",
    "Refusal",
    "Window",
    "WindowEstimate",
    "analyse",
    "lag_profile",
]
