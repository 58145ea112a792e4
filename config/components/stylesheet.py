"""What the stylesheet says: its tokens by day and by night, its classes, and contrasts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

AT_NIGHT = "prefers-color-scheme: dark"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATION = re.compile(r"--([\w-]+)\s*:\s*([^;]+)")
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
HEX = re.compile(r"#(?:[0-9a-f]{3}){1,2}", re.IGNORECASE)
# Least contrasts by WCAG 2.2, 1.4.3 and 1.4.11.
TEXT_CONTRAST, GRAPHICS_CONTRAST = 4.5, 3.0

# What is written on what.
INK_ON_GROUND = (
    *(("ink", ground) for ground in ("paper", "surface", "sunken", "notice", "warning")),
    *(("ink", f"{glaze}-soft") for glaze in ("glaze", "plants", "mood")),
    *(("ink-soft", ground) for ground in ("paper", "surface", "sunken", "notice", "glaze-soft")),
    *(("glaze", ground) for ground in ("paper", "surface", "sunken", "notice")),
    *((f"{measure}-ink", "surface") for measure in ("fibre", "ferment", "plants", "mood")),
    ("ferment-ink", "ferment-soft"),
    ("plants-ink", "plants-soft"),
    ("glaze-ink", "glaze"),
    ("band-ink", "band"),
    ("band-ink", "band-here"),
    ("surface", "ink"),
    ("surface", "mood-ink"),
    ("shade-ink-low", "shade-low"),
    ("shade-ink-high", "shade-high"),
)
# Lines and shapes that have to be seen: edges of fields, the outline of what has the focus, icons.
SHAPE_ON_GROUND = (
    *(("line-strong", ground) for ground in ("paper", "surface", "sunken")),
    *(("focus", ground) for ground in ("paper", "surface", "sunken", "notice")),
    *((f"{measure}-ink", "sunken") for measure in ("fibre", "ferment", "plants", "mood")),
    ("glaze", "glaze-soft"),
    ("mood", "surface"),
)


@dataclass(frozen=True)
class Contrast:
    """How well one token stands out on another; `least` is what it has to reach."""

    ink: str
    ground: str
    ink_value: str
    ground_value: str
    ratio: float
    least: float

    @property
    def is_enough(self) -> bool:
        """Whether it can be told apart."""
        return self.ratio >= self.least


@cache
def stylesheet() -> str:
    """Return the one stylesheet."""
    return (Path(settings.BASE_DIR) / "static/css/commensal.css").read_text(encoding="utf-8")


def rules(css: str) -> Iterator[tuple[str, str, str]]:
    """Yield the at-rule around it ("" for none), the selector and the declarations of each rule."""
    around: list[str] = []
    selector, text = None, ""
    for piece in re.findall(r"[^{}]+|[{}]", COMMENT.sub("", css)):
        if piece == "{":
            if text.startswith("@"):
                around.append(text)
            else:
                selector = text
            text = ""
        elif piece == "}":
            if selector is None:
                around.pop()
            else:
                yield (around[-1] if around else "", selector, text)
            selector, text = None, ""
        else:
            text = piece.strip()


def tokens(css: str) -> dict[str, dict[str, str]]:
    """Return the tokens in force by "light" and by "dark", each name with its value."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for around, selector, body in rules(css):
        if selector == ":root" and (not around or AT_NIGHT in around):
            (dark if around else light).update(
                (name, value.strip()) for name, value in DECLARATION.findall(body)
            )
    return {"light": light, "dark": {**light, **dark}}


def classes(css: str) -> set[str]:
    """Return every class the stylesheet knows."""
    return {name for _, selector, _ in rules(css) for name in CLASS.findall(selector)}


def contrasts(theme: Mapping[str, str]) -> list[Contrast]:
    """Return how well everything that is written or drawn stands out in one theme."""
    wanted = [(pair, TEXT_CONTRAST) for pair in INK_ON_GROUND]
    wanted += [(pair, GRAPHICS_CONTRAST) for pair in SHAPE_ON_GROUND]
    return [
        Contrast(ink, on, theme[ink], theme[on], contrast(theme[ink], theme[on]), least)
        for (ink, on), least in wanted
    ]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours in hex, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance, from 0 for black to 1 for white."""
    if not HEX.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour in hex, for example #1f5551.")
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
