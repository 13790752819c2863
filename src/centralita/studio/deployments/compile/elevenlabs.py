"""The ElevenLabs agent: one object, the body of its create call."""

from typing import Any, Final

from centralita import engine
from centralita.kit.scrubbing import scrub_text
from centralita.providers.voice.elevenlabs.variables import HOURS, PASSED_ON, RING
from centralita.studio.deployments.compile import disclosure
from centralita.studio.deployments.compile.losses import main_number
from centralita.studio.deployments.compile.retell import transfers
from centralita.studio.deployments.compile.script import script_of
from centralita.studio.deployments.compile.source import Source
from centralita.studio.deployments.compile.wording import Wording

_SLOWEST: Final = 0.7
_FASTEST: Final = 1.2
_EVENTS: Final = ("transcript", "call_initiation_failure")


def brain(source: Source) -> dict[str, Any]:
    """ElevenLabs' voice, our engine as an OpenAI-compatible model. The platform itself says the first sentences."""
    prompt = {
        "prompt": f"Centralita answers. {{{{{RING}}}}}",
        "llm": "custom-llm",
        "custom_llm": {
            "url": source.address("https", f"/brain/openai/{source.token}/v1"),
            "model_id": "centralita",
            "api_type": "chat_completions",
        },
        "built_in_tools": _built_in(source.blueprint, named=False),
    }
    return _agent(source, first_message=_first_words(source), prompt=prompt, variables={RING: ""})


def native(source: Source) -> dict[str, Any]:
    """ElevenLabs' voice and model with our prompt."""
    blueprint = source.blueprint
    wording = Wording(blueprint, source.language)
    script = script_of(blueprint, wording, source.knowledge.text)
    settings = blueprint.settings
    now = f"# Now\nIn UTC it is {{{{system__time_utc}}}}.\n\n{{{{{HOURS}}}}}"
    prompt = {
        "prompt": scrub_text(f"{script.whole}\n\n{now}"),
        "temperature": min(settings.temperature, 1.0),
        "max_tokens": settings.max_tokens,
        "timezone": blueprint.business.time_zone,
        "built_in_tools": _built_in(blueprint, named=True),
    }
    variables = {**{name: scrub_text(value) for name, value in wording.defaults().items()}, HOURS: ""}
    return _agent(source, first_message=scrub_text(script.first_message), prompt=prompt, variables=variables)


def _agent(
    source: Source, *, first_message: str, prompt: dict[str, Any], variables: dict[str, str]
) -> dict[str, Any]:
    voice = source.voice
    speed = None if voice.speed is None else min(max(voice.speed, _SLOWEST), _FASTEST)
    tuned = {"speed": speed, "stability": voice.stability, "similarity_boost": voice.similarity}
    return {
        "name": source.name,
        "conversation_config": {
            "agent": {
                "first_message": first_message,
                "language": source.language.partition("-")[0],
                # What must be said is said to its end.
                "disable_first_message_interruptions": True,
                "dynamic_variables": {"dynamic_variable_placeholders": {**variables, PASSED_ON: ""}},
                "prompt": prompt,
            },
            "tts": {
                "voice_id": voice.id,
                **({} if source.language.startswith("en") else {"model_id": "eleven_flash_v2_5"}),
                **{name: value for name, value in tuned.items() if value is not None},
            },
            "conversation": {"max_duration_seconds": source.max_minutes * 60},
        },
        "platform_settings": _platform(source),
    }


def _platform(source: Source) -> dict[str, Any]:
    """Whom the agent asks before it takes a call, which may change its first sentence, and whom it tells after one.

    The agent names our webhooks itself, whatever its workspace tells others.
    """
    platform: dict[str, Any] = {}
    asked: dict[str, Any] = {}
    if source.reachable:
        platform["overrides"] = {
            "conversation_config_override": {"agent": {"first_message": True}},
            "enable_conversation_initiation_client_data_from_webhook": True,
        }
        url = source.address("https", f"/brain/elevenlabs/{source.token}/begin")
        asked["conversation_initiation_client_data_webhook"] = {"url": url, "request_headers": {}}
    if source.webhook_id:
        asked["webhooks"] = {"post_call_webhook_id": source.webhook_id, "events": list(_EVENTS)}
    return {**platform, "workspace_overrides": asked}


def _first_words(source: Source) -> str:
    """What our engine says before it listens."""
    blueprint = disclosure.with_disclosure(source.blueprint)
    state = engine.begin(
        blueprint, seed=source.version_id, channel="voice", language=source.language, variables={}
    )
    _, effects = engine.advance(blueprint, state, engine.Started(at=0.0))
    return " ".join(effect.text for effect in effects if isinstance(effect, engine.Say))


def _built_in(blueprint: engine.Blueprint, *, named: bool) -> dict[str, Any]:
    tools: dict[str, Any] = {
        "end_call": {
            "name": "end_call",
            "description": "",
            "params": {"system_tool_type": "end_call"},
        }
    }
    numbers = {
        f"A step says to pass the call on with {name}": number
        for name, number in transfers(blueprint).items()
    }
    person = main_number(blueprint.business)
    if person:
        numbers["The caller asks for a person, or a step says transfer_to_person"] = person
    places = [(condition, "phone", number) for condition, number in numbers.items()]
    places.append(("The number of a closed house", "phone_dynamic_variable", PASSED_ON))
    tools["transfer_to_number"] = {
        "name": "transfer_to_number",
        "description": "",
        "params": {
            "system_tool_type": "transfer_to_number",
            "transfers": [
                {
                    "transfer_destination": {"type": kind, "phone_number": number},
                    "condition": condition if named else "The model asks for it",
                    "transfer_type": "blind",
                }
                for condition, kind, number in places
            ],
        },
    }
    return tools
