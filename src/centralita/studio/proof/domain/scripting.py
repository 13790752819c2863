"""A scenario made of a conversation that took place, without the people who were in it."""

from datetime import UTC, datetime
from typing import Final

from pydantic import JsonValue, TypeAdapter

from centralita import engine
from centralita.studio.proof.domain.masking import Mask
from centralita.studio.proof.domain.recording import BadTurn, Recorded, Recording, Told, Utterance, read
from centralita.studio.scenarios.public import MOST_SAID, ScenarioScript, answer_of

_MOST_STEPS: Final = 60
_MOST_ANSWERS: Final = 60
_MOST_SAID: Final = 2_000
_MOST_SENTENCE: Final = 300
_json: Final = TypeAdapter[JsonValue](JsonValue)


def scripted(recorded: Recorded) -> ScenarioScript:
    """What the caller did, what tools and the model answered, and what came of it as checks; at the time at which it
    took place. Up to a bad turn: it gets there as then, and must do better.
    """
    recording = read(recorded)
    mask = Mask(recording.language)
    said = [each.event.text for each in recording.said if isinstance(each.event, engine.UserSaid)]
    mask.learn(said, {**recorded.given, **recording.kept})
    checks = _mended(recorded.turn, mask) if recorded.turn else _ended(recorded, recording, mask)
    told, then_ask = _told(recorded, recording)
    return ScenarioScript.model_validate(
        {
            "channel": "voice" if recorded.channel == "voice" else "chat",
            "language": recording.language,
            "at": datetime.fromtimestamp(recorded.at, UTC).isoformat(timespec="seconds"),
            "variables": {name: _json.validate_python(mask.value(v)) for name, v in recorded.given.items()},
            "steps": [
                step for each in recording.said[:_MOST_STEPS] if (step := _step(each, mask)) is not None
            ],
            "mocks": [
                {
                    "tool": each.tool,
                    "ok": each.returned.ok,
                    "result": _json.validate_python(mask.value(each.returned.result)),
                    "error": mask.text(each.returned.error or "")[:500],
                }
                for each in recording.calls[:_MOST_ANSWERS]
            ],
            "replies": [_reply(each, mask) for each in told[:_MOST_ANSWERS]],
            "then_ask": then_ask,
            "checks": checks[:_MOST_ANSWERS],
        }
    )


def _ended(recorded: Recorded, recording: Recording, mask: Mask) -> list[dict[str, object]]:
    """That it comes to the same end: how, with which words, and with which tools used."""
    checks: list[dict[str, object]] = [
        {
            "kind": "ends",
            "how": recording.standing.how,
            "outcome": recording.standing.outcome if recording.standing.how == "over" else "",
        }
    ]
    last = next((line.text for line in reversed(recorded.lines) if line.role == "agent"), "")
    sentence = mask.text(_first_sentence(last)).strip()
    if sentence:
        checks.append({"kind": "said", "text": sentence})
    checks += [
        {"kind": "tool_called", "tool": tool} for tool in dict.fromkeys(each.tool for each in recording.calls)
    ]
    return checks


def _mended(turn: BadTurn, mask: Mask) -> list[dict[str, object]]:
    """That what was bad is not said again, and that what somebody remarked of it is heeded."""
    checks: list[dict[str, object]] = []
    if remark := mask.text(turn.remark).strip():
        checks.append({"kind": "rubric", "text": remark[:_MOST_SAID]})
    if sentence := mask.text(_first_sentence(turn.text)).strip():
        checks.append({"kind": "not_said", "text": sentence})
    return checks or [{"kind": "ends", "how": "open"}]


def _told(recorded: Recorded, recording: Recording) -> tuple[list[Told], bool]:
    """What the model answered, and whether it is asked from there on: in a bad turn it has to answer anew."""
    if recorded.turn is None:
        return recording.told, False
    before = [each for each in recording.told if each.after < len(recording.said)]
    return before, bool(before) and len(before) < len(recording.told)


def _reply(told: Told, mask: Mask) -> dict[str, object]:
    """As the model said it, to the step that asked, without the people."""
    answer = answer_of(told.node, told.event)
    return {
        **answer.model_dump(),
        "says": mask.text(answer.says)[:MOST_SAID],
        "calls": [
            {"tool": call.tool, "arguments": _json.validate_python(mask.value(call.arguments))}
            for call in answer.calls
        ],
        "keeps": _json.validate_python(mask.value(answer.keeps)),
    }


def _step(said: Utterance, mask: Mask) -> dict[str, object] | None:
    match said.event:
        case engine.CallerSilent():
            return {"silent": True}
        case engine.KeyPressed(digits=digits):
            return {"keys": mask.text(digits)[:40]} if digits.strip() else None
        case engine.UserSaid(text=text, choice_id=choice):
            told = mask.text(text).strip()
            if not told:
                return None
            return {"choice": told[:200]} if choice is not None else {"say": told[:_MOST_SAID]}


def _first_sentence(text: str) -> str:
    """The part of an answer that changes least when it is reworded."""
    line = text.strip().partition("\n")[0]
    for place, letter in enumerate(line):
        if letter in ".!?" and (place + 1 == len(line) or line[place + 1].isspace()):
            line = line[: place + 1]
            break
    return line[:_MOST_SENTENCE]
