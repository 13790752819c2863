"""What an app of Dify tells its models, signs in with, and is set to."""

from typing import Any

from tests.studio.imports.reads import (
    all_of_files,
    codes,
    names,
    reading_of,
    steps,
    talk_with,
    told,
    ways,
)
from tests.studio.imports.test_dify_graphs import SAYS, Step, app


def test_an_agent_is_told_what_its_strategy_asks_for() -> None:
    given = {
        "fields": {"type": "constant", "value": "city, days"},
        "query": {"type": "constant", "value": "{{#sys.query#}}"},
        "model": {"type": "constant", "value": {"model": "m-1"}},
    }
    answer = {**SAYS, "answer": "{{#a.text#}}"}
    agent = {"type": "agent", "title": "Agent", "agent_parameters": given}
    reading = reading_of(app({"a": agent, "z": answer}, ["s > a", "a > z"]))
    assert steps(reading)["Agent"]["prompt"] == "fields: city, days"
    assert told(reading, "model") == ["m-1"]
    assert "examples" not in codes(reading)


def test_a_model_whose_words_code_only_trims_is_heard_and_one_that_prepares_is_not() -> None:
    code = {
        "type": "code",
        "title": "Trim",
        "variables": [{"variable": "a", "value_selector": ["m", "text"]}],
    }
    model = {"type": "llm", "title": "Model", "prompt_template": [{"role": "system", "text": "Help."}]}
    edges = ["s > m", "m > c", "c > z"]
    nodes: dict[str, Step] = {"m": model, "c": code, "z": {**SAYS, "answer": "{{#c.result#}}"}}
    assert "model_silent" not in codes(reading_of(app(nodes, edges)))
    nodes["z"] = {**SAYS, "answer": "Your number: {{#c.result#}}"}
    assert "model_silent" in codes(reading_of(app(nodes, edges)))


def test_a_model_that_names_what_was_looked_up_knows_it() -> None:
    model = {
        "type": "llm",
        "title": "Model",
        "prompt_template": [{"role": "user", "text": "By {{#k.result#}}"}],
    }
    nodes: dict[str, Step] = {
        "k": {"type": "knowledge-retrieval", "title": "Look up", "dataset_ids": ["d"]},
        "m": model,
        "z": {**SAYS, "answer": "{{#m.text#}}"},
    }
    assert steps(reading_of(app(nodes, ["s > k", "k > m", "m > z"])))["Model"]["use_knowledge"] is True


def test_a_sorter_goes_its_last_way_where_none_fits_and_one_prompt_may_be_a_template() -> None:
    classes = [{"id": "1", "name": "Orders"}, {"id": "2", "name": "Anything else", "label": "Other"}]
    jinja = {"role": "system", "edition_type": "jinja2", "text": "", "jinja2_text": "For {{ who }}."}
    model = {"type": "llm", "title": "Model", "prompt_template": [jinja],
             "prompt_config": {"jinja2_variables": [{"variable": "who", "value_selector": ["conversation", "n"]}]}}  # fmt: skip
    nodes: dict[str, Step] = {
        "c": {"type": "question-classifier", "title": "Sort", "classes": classes},
        "m": model,
        "z": {**SAYS, "answer": "{{#m.text#}}"},
        "y": {**SAYS, "title": "Orders", "answer": "Which?"},
    }
    reading = reading_of(app(nodes, ["s > c", "c:1 > y", "c:2 > m", "m > z"]))
    assert ways(reading)["c", "otherwise"] == "m"
    assert steps(reading)["Sort"]["branches"][1]["name"] == "Other"
    assert steps(reading)["Model"]["prompt"] == "For {{n}}."


def test_a_secret_of_the_app_that_signs_a_request_in_is_asked_for_again() -> None:
    variables = [{"name": "KEY", "value_type": "secret", "value": ""}]
    body = {"type": "json", "data": [{"type": "text", "value": '{"q": "{{#sys.query#}}"}'}]}
    request = {"type": "http-request", "title": "Look up", "method": "post", "url": "https://x.example",
               "headers": "X-Shop: {{#env.KEY#}}\nX-Kind: a", "body": body}  # fmt: skip
    reading = reading_of(app({"h": request}, ["s > h"], environment_variables=variables))
    assert "tool_sign_in" in codes(reading)
    (tool,) = reading.drawn.tools
    assert [header.name for header in tool.definition.request.headers] == ["X-Kind"]
    assert "key" not in {variable.name for variable in reading.drawn.blueprint.variables}


def test_what_is_switched_on_in_an_app_and_has_no_counterpart_is_told() -> None:
    features = {
        "suggested_questions": ["Prices?"],
        "file_upload": {"enabled": True},
        "text_to_speech": {"enabled": True},
        "annotation_reply": {"enabled": False},
    }
    reading = reading_of(app({"z": {**SAYS, "answer": "Hi"}}, ["s > z"], features=features))
    assert told(reading, "setting") == ["file_upload", "suggested_questions"]
    assert "voice" in codes(reading)


def test_an_older_app_of_one_prompt_knows_its_documents_and_writes_at_once() -> None:
    config = {
        "prompt_type": "advanced",
        "completion_prompt_config": {"prompt": {"text": "A poem about {{topic}}."}},
        "user_input_form": [{"text-input": {"variable": "topic", "label": "Topic", "required": True}}],
        "agent_mode": {"enabled": True, "tools": [{"dataset": {"enabled": True, "id": "d-1"}}]},
        "opening_statement": None,
    }
    one = {"app": {"mode": "completion", "name": "Poems"}, "model_config": config}
    two = {"app": {"mode": "chat", "name": "Other"}, "kind": "app", "model_config": {"pre_prompt": "x"}}
    found = all_of_files({"one.json": one, "two.json": two})
    assert names(found) == ["Poems", "Other"]
    reading = found.readings[0]
    assert told(reading, "knowledge") == ["d-1"]
    talk, said = talk_with(reading, model=True)
    assert said == ["Topic:"]
    talk.say("the sea")
    assert talk.asked


def sorter(**more: Any) -> Step:
    prompt = [
        {"role": "system", "text": "Answer SALES or SUPPORT."},
        {"role": "user", "text": "{{#sys.query#}}"},
    ]
    return {"type": "llm", "title": "Router", "prompt_template": prompt, **more}


def routed(router: Step, *conditions: tuple[str, str], **more: Step) -> dict[str, Any]:
    cases = [
        {
            "case_id": f"c{number}",
            "conditions": [{"variable_selector": ["m", "text"], "comparison_operator": said, "value": word}],
        }
        for number, (said, word) in enumerate(conditions)
    ]
    steps = {"m": router, "w": {"type": "if-else", "title": "Which", "cases": cases}, **more}
    for name in ("c0", "c1", "no"):
        steps[name] = {**SAYS, "title": name, "answer": f"Here is {name}."}
    edges = ["s > m", "m > w", "w:c0 > c0", "w:c1 > c1", "w:false > no"]
    return app(steps, edges)


def test_a_model_whose_words_only_choose_the_way_sorts_what_was_said() -> None:
    reading = reading_of(routed(sorter(), ("contains", "SALES"), ("is", "SUPPORT")))
    chooses = steps(reading)["Which"]
    assert chooses["by"] == "intent"
    assert [one["description"] for one in chooses["branches"]] == [
        "SALES\nAnswer SALES or SUPPORT.",
        "SUPPORT\nAnswer SALES or SUPPORT.",
    ]
    assert told(reading, "model_sorts") == ["Which"]
    assert "model_silent" not in codes(reading)
    talk, _ = talk_with(reading)
    assert talk.say("I have a question about support")[-1] == "Here is c1."


def test_a_model_that_looks_at_something_else_or_is_read_elsewhere_sorts_nothing() -> None:
    http = {"type": "http-request", "title": "Call", "url": "https://x.example", "method": "get"}
    looks = sorter(prompt_template=[{"role": "user", "text": "{{#sys.query#}} {{#h.body#}}"}])
    computed = {
        "type": "code",
        "title": "Code",
        "variables": [{"variable": "a", "value_selector": ["m", "text"]}],
    }
    for document in (
        routed(looks, ("contains", "SALES"), h=http),
        routed(sorter(), ("contains", "SALES"), k=computed),
        routed(sorter(), ("not contains", "SALES")),
        routed(sorter(), ("contains", "{{#env.word#}}")),
    ):
        reading = reading_of(document)
        assert not {"model_sorts", "model_silent"} & set(codes(reading))
        assert any("fields" in step for step in steps(reading).values())
