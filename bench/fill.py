"""Fills one organization with agents and conversations, as a business of some size would have them.

Rows go in as multi-row VALUES in the app's own role, so that what is measured later is guarded as in production.
Everything follows from the seed. Conversations spread evenly over the days up to now.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import connection

from centralita import engine
from centralita.identity.tenancy.scope import tenant_scope
from centralita.insight.metrics.rebuild import rebuild
from centralita.kit.ids import OrganizationId, new_id
from centralita.operations.conversations.listeners import index

MESSAGES = 8
CHUNK = 500
OUTCOMES = ("completed", "booked", "callback_requested", "not_interested", "unanswered", "")
OUTCOME_WEIGHTS = (40, 20, 8, 10, 12, 10)
LANGUAGES = ("es", "en", "pt")
SYLLABLES = [consonant + vowel for consonant in "bcdfglmnprstv" for vowel in "aeiou"]
PHRASES = (
    "Hola, soy la asistente virtual de la clínica. ¿En qué puedo ayudarle?",
    "Claro. ¿Qué día le viene mejor para la visita?",
    "Tenemos sitio el martes a las diez o el jueves por la tarde.",
    "Perfecto, queda reservado. Recibirá un correo con la confirmación.",
    "No he entendido la respuesta, ¿puede decirlo de otra manera?",
    "El blanqueamiento dental cuesta 180 euros e incluye la revisión.",
    "Abrimos de lunes a viernes de nueve a ocho y los sábados hasta las dos.",
    "Le paso con una persona del equipo, un momento por favor.",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made: an agent, a conversation and a word that one conversation alone has."""

    agents: Sequence[UUID]
    conversations: int
    some_conversation: UUID
    rare_word: str


def _vocabulary(chance: random.Random, size: int = 20_000) -> list[str]:
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))) for _ in range(size)]


def _insert(table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    count = columns.count(",") + 1
    line = "(" + ",".join(["%s"] * count) + ")"
    iterator = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(iterator, CHUNK)):
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {','.join([line] * len(chunk))}",
                [value for row in chunk for value in row],
            )


def _id_at(at: datetime, chance: random.Random) -> UUID:
    """A version 7 id of that moment."""
    value = int(at.timestamp() * 1000) << 80 | 0x7 << 76 | chance.getrandbits(12) << 64
    return UUID(int=value | 0b10 << 62 | chance.getrandbits(62))


def _blueprint() -> str:
    return json.dumps({"name": "Recepción", "languages": ["es"], "default_language": "es", "flows": []})


def fill_agents(organization_id: OrganizationId, count: int) -> tuple[list[UUID], UUID]:
    """Published agents on one blueprint; their ids and the blueprint's."""
    blueprint, now = new_id(), datetime.now(UTC)
    agents = [new_id() for _ in range(count)]
    content = _blueprint()
    with tenant_scope(organization_id):
        _insert(
            "blueprint",
            "id, organization_id, content_hash, content, created_at",
            [(blueprint, organization_id, b"bench" + blueprint.bytes, content, now)],
        )
        _insert(
            "agent",
            "id, organization_id, name, name_key, description, kind, purpose, tags, languages, status, template,"
            " draft, draft_hash, draft_revision, draft_saved_at, live_number, live_hash, live_at, revision,"
            " created_at, updated_at",
            (
                (
                    agent,
                    organization_id,
                    f"Agente {number}",
                    f"agente {number}",
                    "",
                    "chat",
                    "inbound",
                    ["bench"],
                    ["es"],
                    "active",
                    "",
                    content,
                    b"x" * 32,
                    1,
                    now,
                    1,
                    b"x" * 32,
                    now,
                    1,
                    now,
                    now,
                )
                for number, agent in enumerate(agents)
            ),
        )
    return agents, blueprint


@dataclass(frozen=True, slots=True)
class _Talk:
    id: UUID
    agent: UUID
    at: datetime
    number: int
    said: Sequence[str]


def _talks(agents: Sequence[UUID], count: int, days: int, chance: random.Random) -> Iterator[_Talk]:
    words = _vocabulary(chance)
    weights = [1 / (rank + 2) for rank in range(len(words))]
    totals = list(_running(weights))
    favourites = [1 / (rank + 1) ** 0.7 for rank in range(len(agents))]
    chosen = chance.choices(agents, favourites, k=count)
    end = datetime.now(UTC)
    step = timedelta(days=days) / max(count, 1)
    for number in range(count):
        at = end - step * (count - number)
        said = [
            " ".join(chance.choices(words, cum_weights=totals, k=chance.randint(2, 9)))
            for _ in range(MESSAGES // 2)
        ]
        yield _Talk(_id_at(at, chance), chosen[number], at, number, said)


def _running(weights: Iterable[float]) -> Iterator[float]:
    total = 0.0
    for weight in weights:
        total += weight
        yield total


def rare_word(number: int) -> str:
    """The word that only this conversation has."""
    return f"reserva{number}x"


def _state(chance: random.Random, said: Sequence[str]) -> bytes:
    pairs = [(("caller", said[index]), ("agent", chance.choice(PHRASES))) for index in range(len(said))]
    transcript = tuple(engine.Utterance(who, text) for pair in pairs for who, text in pair)  # type: ignore[arg-type]
    return engine.encode_state(
        engine.State(
            seed=f"{chance.getrandbits(64):x}",
            channel="chat",
            language="es",
            flow="main",
            node="answer",
            started=True,
            variables={"name": said[0], "email": "ana@example.test"},
            transcript=transcript,
            turns=len(said),
        )
    )


CONVERSATION_COLUMNS = (
    "id, organization_id, agent_id, blueprint_id, model_connected, channel, test, status, outcome, language,"
    " visitor_id, page_url, state, turn, sequence, variables, held_by_name, csat, rating_comment, tags, cost_micros,"
    " cost_currency, tokens_in, tokens_out, response_ms_total, response_count, preview, started_at, last_at, active_at, ended_at"
)
MESSAGE_COLUMNS = "id, organization_id, conversation_id, sequence, role, text, at"
LEDGER_COLUMNS = "id, organization_id, at, kind, subject_id, actor_kind, data"
JOURNAL_COLUMNS = "id, organization_id, conversation_id, turn, sequence, event, effects, took_ms, at"


def _conversation(
    organization_id: UUID, blueprint: UUID, talk: _Talk, chance: random.Random, total: int
) -> tuple[object, ...]:
    running = talk.number >= total - 40
    last = talk.at + timedelta(seconds=30 * MESSAGES)
    rated = chance.random() < 0.05
    return (
        *(talk.id, organization_id, talk.agent, blueprint, False),
        *("widget", chance.random() < 0.02, "active" if running else "ended"),
        "" if running else chance.choices(OUTCOMES, OUTCOME_WEIGHTS)[0],
        chance.choices(LANGUAGES, (80, 15, 5))[0],
        *(f"{chance.getrandbits(64):x}", "https://clinica.example/reservar"),
        *(_state(chance, talk.said), MESSAGES // 2, MESSAGES),
        *(json.dumps({"name": talk.said[0], "email": "ana@example.test"}), ""),
        *(chance.randint(1, 5) if rated else None, ""),
        ["vip"] if chance.random() < 0.01 else [],
        *(chance.randint(0, 9_000), "EUR", chance.randint(200, 4_000), chance.randint(50, 900)),
        *(sum(chance.randint(20, 2_500) for _ in range(MESSAGES // 2)), MESSAGES // 2),
        *(PHRASES[2], talk.at, last, last, None if running else last),
    )


def _messages(organization_id: UUID, talk: _Talk, chance: random.Random) -> Iterator[tuple[object, ...]]:
    for sequence in range(1, MESSAGES + 1):
        at = talk.at + timedelta(seconds=30 * (sequence - 1))
        if sequence % 2:
            role, text = "agent", chance.choice(PHRASES)
        else:
            role, text = "visitor", talk.said[sequence // 2 - 1]
        if sequence == 2:
            text += f" {rare_word(talk.number)}"
        yield _id_at(at, chance), organization_id, talk.id, sequence, role, text, at


def _journal(organization_id: UUID, talk: _Talk, chance: random.Random) -> Iterator[tuple[object, ...]]:
    for turn in range(1, MESSAGES // 2 + 1):
        at = talk.at + timedelta(seconds=60 * (turn - 1))
        event = engine.UserSaid(at=at.timestamp(), text=talk.said[turn - 1])
        effects: tuple[engine.Effect, ...] = (
            engine.Trace(
                name="node", data={"kind": "say", "name": "Saludo", "flow": "main"}, node_id="greeting"
            ),
            engine.Record(
                name="variable_set", data={"variable": "name", "value": talk.said[0]}, node_id="ask"
            ),
            engine.Say(text=chance.choice(PHRASES), node_id="greeting"),
        )
        yield (
            *(_id_at(at, chance), organization_id, talk.id, turn, 2 * turn),
            *(engine.encode_event(event), engine.encode_effects(effects), 3.2, at),
        )


def _facts(organization_id: UUID, talk: _Talk, chance: random.Random) -> Iterator[tuple[object, ...]]:
    last = talk.at + timedelta(seconds=30 * MESSAGES)
    agent = str(talk.agent)
    said = [
        ("message.received" if number % 2 else "message.sent", {"message_id": "", "sequence": number})
        for number in range(MESSAGES)
    ]
    for at, kind, data in (
        (talk.at, "conversation.started", {"agent_id": agent, "channel": "widget", "language": "es"}),
        *((talk.at, kind, data) for kind, data in said),
        (last, "conversation.ended", {"agent_id": agent, "outcome": "completed"}),
    ):
        yield _id_at(at, chance), organization_id, at, kind, talk.id, "agent", json.dumps(data)


def fill_conversations(
    organization_id: OrganizationId,
    agents: Sequence[UUID],
    blueprint: UUID,
    *,
    count: int,
    days: int = 90,
    seed: int = 7,
    journals: int = 2_000,
) -> Filled:
    """Ended conversations of eight messages, forty of them running; the newest `journals` have a journal and facts.

    Their words are indexed; the roll-ups are left to `centralita.insight.metrics.rebuild`.
    """
    chance = random.Random(seed)
    some = new_id()
    talks = _talks(agents, count, days, chance)
    while batch := list(islice(talks, 2_000)):
        with tenant_scope(organization_id):
            _insert(
                "conversation",
                CONVERSATION_COLUMNS,
                (_conversation(organization_id, blueprint, talk, chance, count) for talk in batch),
            )
            _insert(
                "message",
                MESSAGE_COLUMNS,
                (row for talk in batch for row in _messages(organization_id, talk, chance)),
            )
            index(organization_id, {talk.id for talk in batch})
            newest = [talk for talk in batch if talk.number >= count - journals]
            _insert(
                "ledger_event",
                LEDGER_COLUMNS,
                (row for talk in newest for row in _facts(organization_id, talk, chance)),
            )
            _insert(
                "journal_entry",
                JOURNAL_COLUMNS,
                (row for talk in newest for row in _journal(organization_id, talk, chance)),
            )
        some = batch[len(batch) // 2].id
    return Filled(agents, count, some, rare_word(count // 3))


def fill(organization_id: OrganizationId, *, agents: int, conversations: int, days: int = 90) -> Filled:
    """Agents, their conversations and the roll-ups of these days."""
    made, blueprint = fill_agents(organization_id, agents)
    filled = fill_conversations(organization_id, made, blueprint, count=conversations, days=days)
    today = datetime.now(UTC).date()
    rebuild(organization_id, today - timedelta(days=days + 1), today + timedelta(days=1))
    return filled
