"""What a step keeps of what was said, as Retell's variables describe it."""

from typing import Any

from centralita.engine.inputs import ChoiceInput, RatingInput, YesNoInput
from centralita.engine.inputs.plain import NumberInput
from centralita.engine.nodes.extract import ExtractData, Wanted
from centralita.studio.deployments.compile.wording import Wording


def told_of(one: Wanted, data: ExtractData, wording: Wording) -> str:
    """What is wanted, and where it may have been said."""
    named = wording.text(one.description or one.variable.replace("_", " "))
    where = {
        "conversation": "",
        "message": " Only if the caller's last words say it.",
        "text": f" As this says it: {wording.text(data.text)}",
    }[data.source]
    return f"{named}.{where} {wording.text(data.prompt)}".strip()


def kind_of(one: Wanted, wording: Wording) -> dict[str, Any]:
    """What the variable is there; nothing for a text."""
    match one.input:
        case ChoiceInput() as choice if not choice.multiple:
            labels = [wording.pick(option.label) or option.id for option in choice.options]
            return {"type": "enum", "choices": labels} if labels else {}
        case YesNoInput():
            return {"type": "boolean"}
        case NumberInput() | RatingInput():
            return {"type": "number"}
        case _:
            return {}
