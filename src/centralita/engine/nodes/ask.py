"""Ask: put a question, wait for an answer of the right kind, keep it in a variable."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from centralita.engine.data import NodeData, Phrases, Texts, VariableName, editor
from centralita.engine.events import Event, UserSaid
from centralita.engine.inputs import Accepted, AnswerInput, ChoiceInput, TextInput, YesNoInput, buttons
from centralita.engine.inputs.checking import input_findings
from centralita.engine.inspection import Finding, Inspection
from centralita.engine.nodes.kind import Kind, Port, Uses
from centralita.engine.reading.wording import plain
from centralita.engine.turn import Turn
from centralita.engine.values import Value, is_empty, shown

_SKIP = frozenset(
    [
        "prefiero no decirlo",
        "saltar",
        "omitir",
        "siguiente",
        "skip",
        "next",
        "pass",
        "rather not say",
        "id rather not say",
        "prefer not to say",
        "pular",
        "prefiro nao dizer",
        "ninguno",
        "none",
        "nenhum",
    ]
)


class AskData(NodeData):
    """The question, the kind of answer, where it is kept, and what happens when it does not come."""

    question: Texts = Field(
        default={},
        title="Question",
        description="What the agent asks. Write {{name}} to insert a variable.",
        json_schema_extra=editor(
            "text",
            "Pregunta",
            "Lo que pregunta el agente. Escriba {{nombre}} para insertar una variable.",
            pt="Pergunta",
            pt_help="O que o agente pergunta. Escreva {{nome}} para inserir uma variável.",
        ),
    )
    input: AnswerInput = Field(
        default=TextInput(),
        title="Kind of answer",
        json_schema_extra=editor("input", "Tipo de respuesta", pt="Tipo de resposta"),
    )
    variable: VariableName | None = Field(
        default=None,
        title="Keep the answer in",
        description="The variable that other steps read, such as name.",
        json_schema_extra=editor(
            "variable",
            "Guardar la respuesta en",
            "La variable que leen otros pasos, como nombre.",
            pt="Guardar a resposta em",
            pt_help="A variável que outros passos leem, como nome.",
        ),
    )
    retries: Annotated[int, Field(ge=0, le=10)] = Field(
        default=2,
        title="Times to ask again",
        description="When the answer does not do. After that the way out “gave up” is taken.",
        json_schema_extra=editor(
            "number",
            "Veces que se repite",
            "Si la respuesta no sirve. Después se sale por «no responde».",
            pt="Vezes que se repete",
            pt_help="Se a resposta não servir. Depois, sai por “se não vier resposta”.",
        ),
    )
    retry_text: Texts = Field(
        default={},
        title="When the answer does not do",
        description="Said instead of the built-in hint.",
        json_schema_extra=editor(
            "text",
            "Si la respuesta no sirve",
            "Se dice en lugar de la ayuda de serie.",
            pt="Se a resposta não servir",
            pt_help="Dito no lugar da ajuda padrão.",
        ),
    )
    optional: bool = Field(
        default=False,
        title="May be skipped",
        description="“Skip” is then an answer, and leaves by “skipped”.",
        json_schema_extra=editor(
            "switch",
            "Se puede saltar",
            "«Saltar» es entonces una respuesta y sale por «saltada».",
            pt="Pode ser pulada",
            pt_help="“Pular” passa a ser uma resposta e sai por “se pular”.",
        ),
    )
    skip_phrases: Phrases = Field(
        default={},
        title="Words that skip",
        json_schema_extra=editor("phrases", "Palabras para saltar", pt="Palavras para pular"),
    )
    # Left out of what is stored while it is off: what was stored before stays the same content.
    unless_known: Annotated[bool, Field(exclude_if=lambda on: not on)] = Field(
        default=False,
        title="Only if it is not known",
        description="Goes on without asking where the variable holds something already.",
        json_schema_extra=editor(
            "switch",
            "Solo si no se sabe ya",
            "Sigue sin preguntar si la variable ya tiene algo.",
            pt="Só se ainda não se souber",
            pt_help="Continua sem perguntar se a variável já tiver algo.",
        ),
    )


def _ports(data: AskData) -> tuple[Port, ...]:
    ports: list[Port] = []
    if isinstance(data.input, ChoiceInput) and not data.input.multiple:
        ports = [
            Port(option.id, next(iter(option.label.values()), option.id), needed=False)
            for option in data.input.options
        ]
    elif isinstance(data.input, YesNoInput):
        ports = [Port("yes", needed=False), Port("no", needed=False)]
    ports.append(Port("next"))
    if data.optional:
        ports.append(Port("skipped", needed=False))
    if data.unless_known:
        ports.append(Port("known", needed=False))
    return (*ports, Port("gave_up", needed=False))


def _step(turn: Turn, data: AskData, event: Event | None) -> str | None:
    if not isinstance(event, UserSaid):
        return _enter(turn, data) if event is None else None
    turn.take_heard()
    if data.optional and _skips(data, event.text):
        turn.trace("skipped")
        return "skipped" if turn.has_exit("skipped") else "next"
    reading = data.input.read(turn, event)
    if isinstance(reading, Accepted):
        if data.variable is not None:
            turn.set(data.variable, reading.value)
        return reading.choice if reading.choice and turn.has_exit(reading.choice) else "next"
    turn.attempts += 1
    turn.trace("not_accepted", reason=reading.text, attempt=turn.attempts)
    if turn.attempts <= data.retries:
        _ask(turn, data, turn.text(data.retry_text) or turn.wording(reading.text, **reading.values))
        return None
    if turn.has_exit("gave_up"):
        return "gave_up"
    turn.say(turn.wording("handoff"))
    turn.hand_off("not_understood")
    return None


def _enter(turn: Turn, data: AskData) -> str | None:
    """Ask, or go on where the answer is known: by a way of its own, else as that answer would."""
    if data.unless_known and data.variable is not None and not is_empty(known := turn.get(data.variable)):
        turn.trace("known_already", variable=data.variable)
        return "known" if turn.has_exit("known") else _way_of(turn, data, known)
    turn.heard = ""
    _ask(turn, data, turn.text(data.question))
    return None


def _way_of(turn: Turn, data: AskData, known: Value) -> str:
    if isinstance(known, bool):
        choice = "yes" if known else "no"
    else:
        memo, turn.memo = turn.memo, {}
        reading = data.input.read(turn, UserSaid(at=turn.at, text=shown(known)))
        turn.memo = memo
        choice = reading.choice if isinstance(reading, Accepted) else ""
    return choice if choice and turn.has_exit(choice) else "next"


def _ask(turn: Turn, data: AskData, text: str) -> None:
    turn.say(text, choices=buttons(data.input, turn), input=data.input.shape(turn))


def _repeat(turn: Turn, data: AskData) -> None:
    _ask(turn, data, turn.text(data.question))


def _skips(data: AskData, text: str) -> bool:
    said = plain(text)
    return said in _SKIP or any(
        said == plain(word) for own in data.skip_phrases.values() for word in own if said
    )


def _claims(turn: Turn, data: AskData, text: str) -> bool:
    """An option that is called "talk to a person" is that option."""
    if data.input.type != "choice":
        return False
    said = plain(text)
    return bool(said) and any(
        said == plain(name) for option in data.input.named(turn) for name in (option.label, *option.synonyms)
    )


def _uses(data: AskData) -> Uses:
    labels = (
        {f"option {number}": option.label for number, option in enumerate(data.input.options, 1)}
        if isinstance(data.input, ChoiceInput)
        else {}
    )
    return Uses(
        texts={"question": data.question, **labels},
        optional_texts={"retry_text": data.retry_text},
        writes=(data.variable,) if data.variable else (),
    )


def _check(data: AskData, _inspection: Inspection) -> list[Finding]:
    findings = input_findings(data.input)
    if not findings and isinstance(data.input, ChoiceInput):
        ids = {option.id for option in data.input.options}
        if ids & {"next", "skipped", "known", "gave_up"}:
            return [Finding("option_named_as_port", "error")]
    return findings


KIND = Kind(
    name="ask",
    group="collect",
    icon="message-circle-question",
    title={"en": "Ask", "es": "Preguntar", "pt": "Perguntar"},
    summary={
        "en": "Ask something and keep the answer.",
        "es": "Pregunta algo y guarda la respuesta.",
        "pt": "Pergunta algo e guarda a resposta.",
    },
    data=AskData,
    ports=_ports,
    step=_step,
    waits=lambda data: not (data.unless_known and data.variable),
    listens=lambda _data: True,
    uses=_uses,
    check=_check,
    claims=_claims,
    repeat=_repeat,
)
