"""Made-up blueprints and events: any graph that an editor could save, anything that people could send."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from centralita import engine
from centralita.engine.nodes import KINDS

FLOWS = ("main", "other", "third")
VARIABLES = ("name", "email", "n", "items", "día")
IDS = [f"n{number}" for number in range(8)]
PHRASES = (
    "hola",
    "sí",
    "no",
    "mañana a las 10",
    "12/11",
    "ana@example.com",
    "612 34 56 78",
    "1.234,5",
    "quiero hablar con una persona",
    "empezar de nuevo",
    "in english please",
    "¿cuánto cuesta la limpieza?",
    "quiero una cita",
    "{{name}}",
    "{{ name | upcase }}",
    "{% for x in (1..9999999) %}x{% endfor %}",
    "saltar",
    "5",
    "",
)

texts_in = st.sampled_from(
    (*PHRASES, "Hola {{name}} de {{business.name}}", "{{ n | times: 3 }} {{ nope", "{{items}}")
)
texts = st.dictionaries(st.sampled_from(("es", "en", "pt-BR")), texts_in, max_size=3)
names = st.sampled_from(VARIABLES)
ids = st.sampled_from(("a", "b", "c", "next", "otherwise"))
phrases = st.dictionaries(
    st.sampled_from(("es", "en")), st.lists(st.sampled_from(PHRASES), max_size=3), max_size=2
)

_leaf = st.one_of(
    st.fixed_dictionaries(
        {
            "kind": st.just("variable"),
            "variable": names,
            "operator": st.sampled_from(
                (
                    "equals",
                    "not_equals",
                    "contains",
                    "greater",
                    "less_or_equal",
                    "one_of",
                    "is_empty",
                    "is_true",
                    "starts_with",
                )
            ),
            "value": st.one_of(
                st.none(), st.sampled_from(PHRASES), st.integers(), st.booleans(), st.just(["a", 5])
            ),
        }
    ),
    st.just({"kind": "language", "languages": ["es"]}),
    st.fixed_dictionaries({"kind": st.just("hours"), "open": st.booleans()}),
)
conditions = st.recursive(
    _leaf,
    lambda inner: st.one_of(
        st.fixed_dictionaries(
            {"kind": st.sampled_from(("all", "any")), "conditions": st.lists(inner, max_size=3)}
        ),
        st.fixed_dictionaries({"kind": st.just("not"), "condition": inner}),
    ),
    max_leaves=4,
)
_days = {"earliest_days": st.integers(-400, 60), "when_open": st.booleans()}
inputs = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("text")},
        optional={
            "mask": st.sampled_from(("", "9999", "A*-9")),
            "pattern": st.sampled_from(("", "[a-z]+", "(", "(a+)+")),
            "allowed": st.sampled_from(((), ("Norte", "Sur"))),
        },
    ),
    st.fixed_dictionaries(
        {"type": st.just("number"), "integer": st.booleans()},
        optional={"minimum": st.floats(-1e9, 1e9), "maximum": st.floats(-1e9, 1e9)},
    ),
    st.sampled_from(
        [{"type": "email"}, {"type": "phone"}, {"type": "yes_no"}, {"type": "file", "accept": ["image/*"]}]
    ),
    st.fixed_dictionaries({"type": st.sampled_from(("date", "datetime")), **_days}),
    st.fixed_dictionaries(
        {
            "type": st.just("choice"),
            "multiple": st.booleans(),
            "options": st.lists(
                st.fixed_dictionaries({"id": ids, "label": texts, "synonyms": phrases}), max_size=4
            ),
        }
    ),
    st.fixed_dictionaries(
        {"type": st.just("rating"), "scale": st.integers(2, 10), "from_zero": st.booleans()}
    ),
)
_value = st.one_of(st.none(), st.sampled_from(PHRASES), st.integers(-10, 10), st.booleans())
DATA: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "say": st.fixed_dictionaries({"text": texts}),
    "ask": st.fixed_dictionaries(
        {"question": texts, "input": inputs, "retries": st.integers(0, 2), "optional": st.booleans()},
        optional={"variable": names, "retry_text": texts, "unless_known": st.booleans()},
    ),
    "extract": st.fixed_dictionaries(
        {
            "fields": st.lists(
                st.fixed_dictionaries(
                    {"variable": names, "input": inputs.filter(lambda one: one["type"] != "file")},
                    optional={"needed": st.booleans()},
                ),
                max_size=3,
            ),
            "source": st.sampled_from(("conversation", "message", "text")),
            "text": texts_in,
            "again": st.booleans(),
        }
    ),
    "decide": st.fixed_dictionaries(
        {
            "by": st.sampled_from(("conditions", "intent")),
            "branches": st.lists(
                st.fixed_dictionaries({"id": ids}, optional={"condition": conditions, "keywords": phrases}),
                max_size=3,
            ),
            "retries": st.integers(0, 1),
        }
    ),
    "set": st.fixed_dictionaries(
        {
            "assignments": st.lists(
                st.fixed_dictionaries(
                    {
                        "variable": names,
                        "operation": st.sampled_from(("set", "add", "subtract", "append", "take", "clear")),
                        "value": _value,
                    }
                ),
                max_size=3,
            )
        }
    ),
    "ai_answer": st.fixed_dictionaries(
        {
            "prompt": texts_in,
            "opening": texts,
            "speaks_first": st.booleans(),
            "use_knowledge": st.booleans(),
            "tools": st.sampled_from(([], ["book"], ["book", "gone"])),
            "collects": st.sampled_from(([], ["name"])),
            "exits": st.lists(
                st.fixed_dictionaries({"id": ids}, optional={"condition": conditions, "phrases": phrases}),
                max_size=2,
            ),
            "max_turns": st.integers(1, 4),
        }
    ),
    "knowledge_answer": st.fixed_dictionaries(
        {"question": texts, "sources": st.sampled_from(([], ["k1"], ["gone"]))}
    ),
    "tool_call": st.fixed_dictionaries(
        {
            "tool": st.sampled_from(("", "book", "gone")),
            "arguments": st.dictionaries(st.sampled_from(("day", "seats")), _value, max_size=2),
        },
        optional={"result_variable": names},
    ),
    "transfer": st.fixed_dictionaries({"to": texts_in, "target": st.sampled_from(("phone", "agent"))}),
    "handoff": st.fixed_dictionaries({"text": texts, "wait_seconds": st.sampled_from((None, 60))}),
    "wait": st.fixed_dictionaries(
        {"until": st.sampled_from(("message", "time")), "seconds": st.sampled_from((None, 5))}
    ),
    "go_to_flow": st.fixed_dictionaries(
        {"flow": st.sampled_from((*FLOWS, None)), "comes_back": st.booleans()}
    ),
    "split": st.fixed_dictionaries(
        {"shares": st.lists(st.fixed_dictionaries({"id": ids, "weight": st.integers(0, 3)}), max_size=3)}
    ),
    "rate": st.fixed_dictionaries({"measure": st.sampled_from(("csat", "nps")), "comment_question": texts}),
    "end": st.fixed_dictionaries({"text": texts}),
}
PORTS = (
    "next",
    "a",
    "b",
    "c",
    "otherwise",
    "failed",
    "gave_up",
    "unanswered",
    "yes",
    "no",
    "nobody",
    "timeout",
    "low",
    "limit",
)


@st.composite
def flows(draw: st.DrawFn, identifier: str) -> dict[str, Any]:
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=7))
    nodes = [{"id": IDS[place], "kind": kind, "data": draw(DATA[kind])} for place, kind in enumerate(kinds)]
    known = [made["id"] for made in nodes]
    arrows = draw(
        st.lists(
            st.tuples(st.sampled_from(known), st.sampled_from(PORTS), st.sampled_from([*known, "gone"])),
            max_size=20,
        )
    )
    chain = [(source, "next", target) for source, target in pairwise(known)] if draw(st.booleans()) else []
    made = [
        {"id": f"e{place}", "source": source, "port": port, "target": target}
        for place, (source, port, target) in enumerate([*arrows, *chain])
    ]
    return {"id": identifier, "nodes": nodes, "edges": made}


@st.composite
def blueprints(draw: st.DrawFn) -> engine.Blueprint:
    return engine.Blueprint.model_validate(
        {
            "languages": ["es", "en"],
            "greeting": draw(texts),
            "flows": [draw(flows(identifier)) for identifier in FLOWS[: draw(st.integers(1, 3))]],
            "variables": [{"name": "name", "default": draw(_value)}],
            "tools": [
                {
                    "name": "book",
                    "parameters": {
                        "type": "object",
                        "properties": {"day": {"type": "string"}, "seats": {"type": "integer", "minimum": 1}},
                        "required": ["day"],
                    },
                }
            ],
            "knowledge": draw(st.sampled_from(([], [{"id": "k1"}]))),
            "business": {
                "facts": {"name": "Sol"},
                "hours": {"friday": [{"opens": "09:00", "closes": "14:00"}]},
                "public_holidays": draw(st.booleans()),
            },
            "guardrails": {"max_turns": draw(st.integers(1, 30)), "max_steps": draw(st.integers(5, 60))},
            "settings": {"model_connected": draw(st.booleans())},
        }
    )


anything = st.text(max_size=60)
times = st.floats(0, 4e9)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), anything
)
json_values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(anything, inner, max_size=3)),
    max_leaves=6,
)
said = st.one_of(st.sampled_from(PHRASES), anything)
passages = st.lists(
    st.builds(
        engine.Passage,
        id=anything,
        document_id=anything,
        title=anything,
        place=anything,
        text=st.one_of(said, st.just("Limpieza dental: 55 €.\nAbrimos de 9:00 a 14:00.")),
        score=st.floats(allow_nan=False, allow_infinity=False),
    ),
    max_size=3,
).map(tuple)
calls = st.lists(
    st.builds(
        engine.ToolCall,
        id=anything,
        name=st.sampled_from(("book", "gone", "finish_step", "save_answers", "")),
        arguments=st.one_of(
            st.dictionaries(
                st.sampled_from(("day", "seats", "exit", "name")), st.one_of(scalars, ids), max_size=3
            ),
            st.dictionaries(anything, json_values, max_size=2),
        ),
    ),
    max_size=3,
).map(tuple)
attachments = st.one_of(
    st.none(),
    st.builds(
        engine.Attachment, id=anything, name=anything, size=st.integers(0, 10**8), type=st.just("image/png")
    ),
)


# Results for AWAITED are to be given to the effect that waits, so that conversations get somewhere.
AWAITED = "awaited"
_effect = st.sampled_from((AWAITED, AWAITED, AWAITED, "e999"))
_user = st.builds(
    engine.UserSaid, at=times, text=said, choice_id=st.one_of(st.none(), ids, said), attachment=attachments
)
_results = [
    st.builds(
        engine.ModelReplied,
        at=times,
        effect_id=_effect,
        text=st.one_of(said, st.sampled_from(("a", "Cuesta 55 € [1].", "UNANSWERED"))),
        tool_calls=calls,
        tokens_in=st.integers(),
    ),
    st.builds(engine.ModelFailed, at=times, effect_id=_effect, reason=anything),
    st.builds(
        engine.ToolReturned,
        at=times,
        effect_id=_effect,
        ok=st.booleans(),
        result=json_values,
        error=st.one_of(st.none(), anything),
    ),
    st.builds(engine.KnowledgeFound, at=times, effect_id=_effect, passages=passages),
    st.builds(engine.TimerFired, at=times, effect_id=_effect),
]
_others = [
    st.builds(engine.Started, at=times),
    st.builds(engine.KeyPressed, at=times, digits=said),
    st.builds(engine.TakenOver, at=times, by=anything),
    st.builds(engine.PersonSaid, at=times, text=said),
    st.builds(engine.HandedBack, at=times),
    st.builds(engine.LanguageChanged, at=times, language=st.sampled_from(("en", "es-MX", "xx", ""))),
    st.builds(engine.HungUp, at=times, by=anything),
    st.builds(engine.Interrupted, at=times, said=said),
    st.builds(engine.CallerSilent, at=times),
]
events = st.one_of(_user, *_results, _user, *_others)
results = st.one_of(*_results, _user)
