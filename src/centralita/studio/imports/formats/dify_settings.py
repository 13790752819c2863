"""Settings of an app of Dify that a conversation here has in another place, or not at all: each is told. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.shape import at, listed, text

Json = Mapping[str, Any]
_SWITCHED: Final = (
    "suggested_questions_after_answer",
    "file_upload",
    "sensitive_word_avoidance",
    "annotation_reply",
    "more_like_this",
)


def features(drawing: Drawing, told: Json) -> None:
    """Tell what is switched on and has no counterpart."""
    for name in _SWITCHED:
        if at(told, name, "enabled") is True or at(told, name, "image", "enabled") is True:
            drawing.lose("setting", text=name)
    if any(text(one) for one in listed(told, "suggested_questions")):
        drawing.lose("setting", text="suggested_questions")
    if listed(told, "external_data_tools"):
        drawing.lose("setting", text="external_data_tools")
    if any(at(told, name, "enabled") is True for name in ("speech_to_text", "text_to_speech")):
        drawing.lose("voice")
