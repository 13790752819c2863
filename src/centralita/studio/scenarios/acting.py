"""A customer whom a model plays: it is told what they want and know, and says what they would."""

from typing import Final, Protocol

from centralita import engine
from centralita.kit.errors import AppError
from centralita.providers.llm.model import Message, ModelRequest
from centralita.studio.language_models.asker import Asked
from centralita.studio.scenarios.domain.callers import Move, Scene
from centralita.studio.scenarios.domain.script import ScenarioScript

_DONE: Final = "[END]"
_LONGEST: Final = 200
_SYSTEM: Final = (
    "You play a customer who talks with the assistant of a business. Never play the assistant, and never help it."
    "\nWhat you want: {goal}\nHow you are: {manner}\nWhat you know of yourself, and nothing else:\n{facts}"
    "\nSay only what the customer says next, in the language with the code {language}: one or two short sentences,"
    " as people {way}. Answer what you are asked from what you know; what you do not know you say that you do not."
    f"\nWhen you have what you want, or see that you will not get it, say only {_DONE}"
)


class Asker(Protocol):
    """Something that asks a model."""

    def ask(self, request: ModelRequest) -> Asked:
        """The whole answer. Raises what asking raises."""
        ...


class ActingCaller:
    """Plays a scenario's persona. `cost_micros` is what that has cost so far."""

    def __init__(self, script: ScenarioScript, asker: Asker | None) -> None:
        self._script = script
        self._asker = asker
        self._turns = 0
        self.cost_micros = 0

    def has_more(self) -> bool:
        """Nobody knows what they would have said."""
        return False

    def move(self, scene: Scene) -> Move | None:
        """What they say next; None when they have what they want, or have talked for long enough."""
        persona = self._script.persona
        if persona is None or self._turns >= persona.most_turns:
            return None
        if self._asker is None:
            return Move("", stopped="persona_needs_model")
        self._turns += 1
        try:
            found = self._asker.ask(self._request(scene))
        except AppError:
            return Move("", stopped="persona_failed")
        self.cost_micros += 0 if found.cost is None else found.cost.micros
        said = found.reply.text.replace(_DONE, "").strip()
        if not said:
            return None
        return Move(said, engine.UserSaid(at=scene.at, text=said, client_id=str(self._turns)))

    def _request(self, scene: Scene) -> ModelRequest:
        script, persona = self._script, self._script.persona
        facts = "\n".join(f"- {name}: {value}" for name, value in script.facts.items()) or "- nothing"
        messages: list[Message] = []
        for exchange in scene.exchanges:
            if exchange.caller:
                messages.append(Message(role="assistant", text=exchange.caller))
            if exchange.agent:
                messages.append(Message(role="user", text="\n".join(exchange.agent)))
        if not messages or messages[-1].role != "user":
            messages.append(Message(role="user", text="…"))
        return ModelRequest(
            messages=tuple(messages),
            system=_SYSTEM.format(
                goal=persona.goal if persona else "",
                manner=(persona.manner if persona else "") or "friendly and brief",
                facts=facts,
                language=scene.state.language,
                way="speak on the telephone" if script.channel == "voice" else "write in a chat",
            ),
            max_tokens=_LONGEST,
        )
