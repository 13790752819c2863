"""Whether a brand's colour can be seen: WCAG contrast against the surfaces of both themes."""

import colorsys
import re
from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]

# The surfaces that buttons, marks and charts stand on.
SURFACES: dict[Theme, str] = {"light": "#ffffff", "dark": "#1a1a18"}
# What WCAG 2.2 asks of parts of the interface (1.4.11).
NEEDED = 3.0

_HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """In which theme a colour is lost, its contrast there, and the nearest colour of its hue that is not."""

    theme: Theme
    ratio: float
    suggestion: str


def normal(color: str) -> str | None:
    """`#RRGGBB` or `#RGB` in small letters and six digits; None when it is not a colour."""
    text = color.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        text = "#" + "".join(digit * 2 for digit in text[1:])
    return text if _HEX.fullmatch(text) else None


def luminance(color: str) -> float:
    """Relative luminance after WCAG 2, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(part) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def check(color: str) -> Unreadable | None:
    """None when the colour can be seen in both themes."""
    for theme, surface in SURFACES.items():
        ratio = contrast(color, surface)
        if ratio < NEEDED:
            # Cut, not rounded: 2.999 must not be shown as the 3 that is needed.
            return Unreadable(theme, int(ratio * 100) / 100, nearest(color))
    return None


def nearest(color: str) -> str:
    """The colour of the same hue, as little lighter or darker as will do in both themes."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(color))
    for step in range(1, 101):
        for target in (lightness - step / 100, lightness + step / 100):
            if 0 <= target <= 1:
                candidate = _hex(colorsys.hls_to_rgb(hue, target, saturation))
                if all(contrast(candidate, surface) >= NEEDED for surface in SURFACES.values()):
                    return candidate
    return color


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
