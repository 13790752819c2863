"""Apps of Dify as they are exported: each structure was once read wrongly, or not at all."""

import itertools
from typing import Any

from tests.studio.imports.reads import codes, reading_of, steps, talk_with


def chatflow(*nodes: dict[str, Any]) -> dict[str, Any]:
    drawn = [{"id": "start", "data": {"type": "start"}}, *nodes]
    ids = [node["id"] for node in drawn]
    edges = [{"source": a, "target": b, "sourceHandle": "source"} for a, b in itertools.pairwise(ids)]
    app = {"mode": "advanced-chat", "name": "x"}
    return {"kind": "app", "app": app, "workflow": {"graph": {"nodes": drawn, "edges": edges}}}


def test_a_template_of_dify_that_only_fills_in_is_a_text_and_one_that_computes_is_told() -> None:
    given = [{"variable": "who", "value_selector": ["sys", "query"]}]
    template = {
        "type": "template-transform",
        "title": "Card",
        "template": "Dear {{ who }}!",
        "variables": given,
    }
    answer = {"id": "a", "data": {"type": "answer", "title": "Answer", "answer": "{{#t.output#}}"}}
    talk, _ = talk_with(reading := reading_of(chatflow({"id": "t", "data": template}, answer)))
    assert talk.say("Ana") == ["Dear Ana!"]
    assert "code" not in codes(reading)
    loop = {**template, "template": "{% for x in who %}{{ x }}{% endfor %}"}
    assert "code" in codes(reading_of(chatflow({"id": "t", "data": loop}, answer)))


def test_how_a_classifier_of_dify_chooses_and_what_its_model_is_given_are_kept() -> None:
    sorter = {"type": "question-classifier", "title": "Sort", "instruction": "Diet is health.",
              "classes": [{"id": "1", "name": "Health"}]}  # fmt: skip
    model = {"type": "llm", "title": "Model", "context": {"enabled": True, "variable_selector": ["c", "text"]},
             "prompt_template": [{"role": "system", "text": "Help."}, {"role": "assistant", "text": "Sure."}]}  # fmt: skip
    answer = {"type": "answer", "title": "Answer", "answer": "{{#m.text#}}"}
    reading = reading_of(
        chatflow(
            {"id": "c", "data": {"type": "code", "title": "Code"}},
            {"id": "s", "data": sorter},
            {"id": "m", "data": model},
            {"id": "a", "data": answer},
        )
    )
    assert "Diet is health." in steps(reading)["Sort"]["branches"][0]["description"]
    assert "Assistant: Sure." in str(steps(reading)["Model"]["prompt"])
    assert not reading.drawn.blueprint.knowledge
