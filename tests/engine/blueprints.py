"""Blueprints for tests, written as an author's JSON would be, and a talk that plays one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from centralita import engine

# Friday 20 November 2026, 10:00 in Madrid.
FRIDAY = 1_795_165_200.0

HOURS = {
    day: [{"opens": "09:00", "closes": "14:00"}, {"opens": "16:00", "closes": "20:00"}]
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
}

PASSAGES = (
    engine.Passage(
        id="psg_1",
        document_id="doc_1",
        title="Tarifas 2026",
        place="p. 2",
        text="Tarifas 2026\nLimpieza dental: 55 €. Dura unos 40 minutos.\nEmpaste simple: 70 €.\nOrtodoncia: desde 1.900 €.",
        score=0.9,
    ),
    engine.Passage(
        id="psg_2",
        document_id="doc_2",
        title="Preguntas frecuentes",
        place="3",
        text="¿Tienen aparcamiento?\nSí, hay aparcamiento gratuito detrás de la clínica.\n¿Atienden a niños?\nSí, desde los tres años.",
        score=0.4,
    ),
)


def node(identifier: str, kind: str, data: dict[str, Any] | None = None, *, name: str = "") -> dict[str, Any]:
    return {"id": identifier, "kind": kind, "name": name or identifier, "data": data or {}}


def edges(*arrows: str) -> list[dict[str, Any]]:
    """From "a > b" and "a.port > b"."""
    made = []
    for number, arrow in enumerate(arrows):
        source, _, target = (part.strip() for part in arrow.partition(">"))
        start, _, port = source.partition(".")
        made.append({"id": f"edge{number}", "source": start, "port": port or "next", "target": target})
    return made


def flow(nodes: list[dict[str, Any]], *arrows: str, identifier: str = "main") -> dict[str, Any]:
    return {"id": identifier, "name": identifier, "nodes": nodes, "edges": edges(*arrows)}


def blueprint(*flows: dict[str, Any], **fields: Any) -> engine.Blueprint:
    base: dict[str, Any] = {
        "name": "Recepción",
        "languages": ["es", "en"],
        "business": {"facts": {"name": "Clínica Sol"}, "time_zone": "Europe/Madrid", "hours": HOURS},
    }
    return engine.Blueprint.model_validate({**base, "flows": list(flows), **fields})


@dataclass
class Talk:
    """One conversation: `said` is what the agent has said so far, `effects` those of the last event."""

    blueprint: engine.Blueprint
    channel: engine.Channel = "chat"
    language: str | None = None
    seed: str = "seed"
    variables: dict[str, engine.Value] = field(default_factory=dict)
    at: float = FRIDAY
    state: engine.State = field(init=False)
    effects: tuple[engine.Effect, ...] = ()
    said: list[str] = field(default_factory=list)
    journal: list[engine.Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state = engine.begin(
            self.blueprint,
            seed=self.seed,
            channel=self.channel,
            language=self.language,
            variables=self.variables,
        )
        self.do(engine.Started(at=self.at))

    def do(self, event: engine.Event) -> list[str]:
        """Give an event; what the agent says to it."""
        self.journal.append(event)
        self.state, self.effects = engine.advance(self.blueprint, self.state, event)
        said = [effect.text for effect in self.effects if isinstance(effect, engine.Say)]
        self.said += said
        return said

    def say(self, text: str, **fields: Any) -> list[str]:
        self.at += 1
        return self.do(engine.UserSaid(at=self.at, text=text, **fields))

    def press(self, choice: str) -> list[str]:
        return self.say("", choice_id=choice)

    def waiting_for(self) -> engine.Effect:
        """The one effect that waits for its result."""
        (effect,) = self.state.pending
        return effect

    def find(self, *passages: engine.Passage) -> list[str]:
        return self.do(engine.KnowledgeFound(at=self.at, effect_id=self.waiting_for().id, passages=passages))

    def reply(self, text: str, *calls: engine.ToolCall) -> list[str]:
        return self.do(
            engine.ModelReplied(at=self.at, effect_id=self.waiting_for().id, text=text, tool_calls=calls)
        )

    def result(self, value: engine.Value, *, ok: bool = True) -> list[str]:
        return self.do(engine.ToolReturned(at=self.at, effect_id=self.waiting_for().id, ok=ok, result=value))

    def first(self, kind: type[Any]) -> Any:
        """The first effect of a kind that the last event had."""
        return next(effect for effect in self.effects if isinstance(effect, kind))

    def recorded(self, name: str) -> list[dict[str, engine.Value]]:
        return [item.data for item in self.effects if isinstance(item, engine.Record) and item.name == name]


def codes(problems: Iterable[engine.Problem]) -> set[str]:
    return {problem.code for problem in problems}
