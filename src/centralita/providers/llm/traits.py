"""What is peculiar to a model by its name, as of November 2026. A test holds it against pydantic-ai's knowledge.

Only what a request would fail or be slow without. What is missing here costs one refused request: settings that a
model refuses by name are left out from then on.
"""

import re
from typing import Final

import msgspec


class Traits(msgspec.Struct, frozen=True):
    """How a request to this model differs from the plain one.

    A caller waits for every answer, so reasoning before the first word is turned off, or down, where it can be.
    """

    sampling: bool = True
    """Whether it takes a temperature."""
    reasoning_effort: str | None = None
    """OpenAI: what to ask for."""
    thinking_off: bool = False
    """Anthropic: whether thinking must be turned off by name."""
    thinking: dict[str, str | int] | None = None
    """Google: its `thinkingConfig`."""


PLAIN: Final = Traits()

# The first that fits.
_OPENAI: Final = (
    (re.compile(r"o[134]\b"), Traits(sampling=False, reasoning_effort="low")),
    (re.compile(r"gpt-[5-9][\d.]*-(?:pro|chat|astra)|gpt-5\.1-codex"), Traits(sampling=False)),
    (re.compile(r"gpt-5(?![\d.])"), Traits(sampling=False, reasoning_effort="minimal")),
    (re.compile(r"gpt-6\.1-sol"), Traits(sampling=False, reasoning_effort="low")),
    (re.compile(r"gpt-(?:5\.[5-9]|[6-9])"), Traits(reasoning_effort="none")),
)
_ANTHROPIC: Final = (
    (re.compile(r"claude-(?:fable|mythos)|claude-opus-5-5|claude-opus-4-[78]"), Traits(sampling=False)),
    (re.compile(r"claude-(?:opus|sonnet|haiku)-5"), Traits(sampling=False, thinking_off=True)),
)
_GOOGLE: Final = (
    (re.compile(r"gemini-2\.5-flash"), Traits(thinking={"thinkingBudget": 0})),
    (re.compile(r"gemini-2"), PLAIN),
    (re.compile(r"gemini-(?:3(?:\.[0-6])?-flash|flash)"), Traits(thinking={"thinkingLevel": "MINIMAL"})),
    (re.compile(r"gemini-[3-9]"), Traits(thinking={"thinkingLevel": "LOW"})),
)


def openai_traits(model: str) -> Traits:
    """Of a model at OpenAI."""
    return next((traits for pattern, traits in _OPENAI if pattern.match(model)), PLAIN)


def anthropic_traits(model: str) -> Traits:
    """Of a model at Anthropic."""
    return next((traits for pattern, traits in _ANTHROPIC if pattern.match(model)), PLAIN)


def google_traits(model: str) -> Traits:
    """Of a model at Google."""
    return next((traits for pattern, traits in _GOOGLE if pattern.match(model)), PLAIN)
