"""What a Retell agent thinks with when it is not our own brain: an object of its own, a prompt or a graph of nodes."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from centralita.providers.voice.configs import without
from centralita.providers.voice.errors import VoiceThingMissing
from centralita.providers.voice.exchange import Exchange
from centralita.providers.voice.retell.shapes import Engine, Page

# The default variable that holds our marker; nothing speaks it.
MARKER_KEY: Final = "centralita_marker"
_VARIABLES: Final = "default_dynamic_variables"
_PAGE: Final = 200
_GONE: Final = (404, 422)


@dataclass(frozen=True, slots=True)
class EngineKind:
    """One kind of engine: its part of our configuration, and how Retell calls it."""

    part: str
    type: str
    id_name: str
    resource: str


KINDS: Final = (
    EngineKind("llm", "retell-llm", "llm_id", "llm"),
    EngineKind("flow", "conversation-flow", "conversation_flow_id", "conversation_flow"),
)
_VOLATILE: Final = (
    "llm_id",
    "conversation_flow_id",
    "version",
    "is_published",
    "last_modification_timestamp",
)


def kind_of(engine: Engine) -> EngineKind | None:
    """The kind of an agent's engine; None for our own brain, and for what is not known yet."""
    return next((kind for kind in KINDS if kind.type == engine.type), None)


def id_of(engine: Engine) -> str:
    """The id of an agent's engine, or empty."""
    return engine.llm_id or engine.conversation_flow_id or ""


def unmarked_settings(settings: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """An engine's settings without what is volatile, and its marker."""
    plain = without(settings, *_VOLATILE)
    variables = plain.get(_VARIABLES)
    if not isinstance(variables, dict):
        return plain, ""
    marker = variables.get(MARKER_KEY)
    plain[_VARIABLES] = without(variables, MARKER_KEY) or None
    return plain, marker if isinstance(marker, str) else ""


def marked_settings(settings: Mapping[str, Any], marker: str) -> dict[str, Any]:
    """An engine's settings with its marker."""
    if not marker:
        return dict(settings)
    return {**settings, _VARIABLES: {**(settings.get(_VARIABLES) or {}), MARKER_KEY: marker}}


class Engines:
    """The engines of an account."""

    def __init__(self, exchange: Exchange, sdk: Any) -> None:
        self._exchange = exchange
        self._sdk = sdk

    def read(self, kind: EngineKind, engine_id: str, version: int | None) -> dict[str, Any]:
        """An engine as it is in a version; None is its last."""
        raw = self._exchange.ask(
            lambda: self._raw(kind).retrieve(engine_id, **_version(version)), kind="agent", missing=_GONE
        )
        return self._exchange.read(raw, dict[str, Any])

    def find_or_make(self, kind: EngineKind, settings: Mapping[str, Any], marker: str) -> str:
        """The id of the engine under this marker, made if there is none yet."""
        for engine in self._all(kind):
            found = engine.get(kind.id_name)
            if isinstance(found, str) and unmarked_settings(engine)[1] == marker:
                return found
        body = marked_settings(settings, marker)
        raw = self._exchange.ask(
            # What the method asks for by name is in the body, too, which then holds.
            lambda: self._raw(kind).create(**_named(kind, body), extra_body=body),
            kind="agent",
        )
        made = self._exchange.read(raw, dict[str, Any]).get(kind.id_name)
        return self._exchange.convert(made, str)

    def update(
        self, kind: EngineKind, engine_id: str, version: int | None, settings: Mapping[str, Any]
    ) -> None:
        """Change an engine's draft."""
        self._exchange.ask(
            lambda: self._raw(kind).update(engine_id, **_version(version), extra_body=dict(settings)),
            kind="agent",
        )

    def delete_all(self, markers: set[str]) -> None:
        """Take the engines under these markers away, in use or not."""
        for kind in KINDS:
            ours = [
                engine[kind.id_name]
                for engine in self._all(kind)
                if unmarked_settings(engine)[1] in markers and isinstance(engine.get(kind.id_name), str)
            ]
            for engine_id in dict.fromkeys(ours):
                self._delete(kind, engine_id)

    def _delete(self, kind: EngineKind, engine_id: str) -> None:
        with contextlib.suppress(VoiceThingMissing):
            self._exchange.ask(
                lambda: self._raw(kind).delete(engine_id, force_delete=True), kind="agent", missing=_GONE
            )

    def _all(self, kind: EngineKind) -> Iterator[dict[str, Any]]:
        more: dict[str, Any] = {"limit": _PAGE}
        while True:
            raw = self._exchange.ask(partial(self._raw(kind).list, **more))
            page = self._exchange.read(raw, Page)
            yield from page.items
            if not page.cursor or page.cursor == more.get("pagination_key"):
                return
            more["pagination_key"] = page.cursor

    def _raw(self, kind: EngineKind) -> Any:
        return getattr(self._sdk, kind.resource).with_raw_response


def _named(kind: EngineKind, settings: Mapping[str, Any]) -> dict[str, Any]:
    names = ("start_speaker",) if kind.part == "llm" else ("start_speaker", "model_choice", "nodes")
    return {name: settings.get(name) for name in names}


def _version(version: int | None) -> dict[str, int]:
    return {} if version is None else {"version": version}
