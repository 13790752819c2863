"""What people may rely on when they have an agent translated, scored, and held in each language."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.ids import OrganizationId, from_text
from centralita.providers.llm.model import ModelReply, ModelRequest
from centralita.studio.language_models.asker import Asked, Usage
from centralita.studio.translation import running, secrets, translators
from centralita.studio.translation.domain.keeping import Terms
from centralita.studio.translation.domain.parity import Behaviour, SameWords, compare
from centralita.studio.translation.domain.similarity import similarity
from centralita.studio.translation.proving import prove
from centralita.studio.translation.running import work_on
from centralita.studio.translation.translators import ModelTranslating, Used, Wish
from tests.people import Member
from tests.providers.translation.servers import KEY, Service, capitals, serving

database = pytest.mark.database
HELLO = "flows/main/nodes/greeting/data/text"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with serving() as service:
        way = service.outbound()
        for user in (secrets, translators):
            monkeypatch.setattr(user, "outbound", lambda: way)
        yield service
        assert service.problems == []


@pytest.fixture
def translator(member: Member, service: Service) -> str:
    answer = member.api.post(
        "/translators",
        {"kind": "deepl", "label": "DeepL", "credentials": {"api_key": KEY, "base_url": service.address}},
    )
    assert answer.status_code == 201, answer.content
    assert KEY not in answer.content.decode()
    made: str = answer.json()["id"]
    return made


@pytest.fixture
def agent(member: Member) -> str:
    made: str = member.api.post("/agents", {"name": "Recepción", "languages": ["es", "fr"]}).json()["id"]
    return made


@pytest.fixture
def work() -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE task_name IN ('translation.run', 'translation.prove')"
                " AND status = 'todo' RETURNING task_name, args::text"
            )
            jobs = [(name, json.loads(args)) for name, args in cursor.fetchall()]
        for name, job in jobs:
            doing = work_on if name == "translation.run" else prove
            doing(OrganizationId(UUID(job["organization_id"])), UUID(job["run_id"]))

    return run


def start(member: Member, agent: str, translator: str | None, **more: Any) -> Any:
    body = {"language": "fr", "translator_id": translator, **more}
    return member.api.post(f"/agents/{agent}/translation-runs", body)


def texts(member: Member, agent: str) -> dict[str, dict[str, Any]]:
    items = member.api.get(f"/agents/{agent}/languages/fr/texts").json()["items"]
    return {each["key"]: each for each in items}


@database
def test_missing_texts_are_translated_and_nothing_that_a_person_wrote(
    member: Member, agent: str, translator: str, work: Callable[[], None], service: Service
) -> None:
    edits = [{"key": "texts/stuck", "text": "Pardon ?"}]
    assert member.api.patch(f"/agents/{agent}/languages/fr/texts", {"items": edits}).status_code == 200
    run = start(member, agent, translator)
    assert run.status_code == 201, run.content
    work()
    done = member.api.get(f"/translation-runs/{run.json()['id']}").json()
    assert (done["state"], done["done"], done["refused"]) == ("done", done["total"], 0)
    assert done["characters"] > 0
    found = texts(member, agent)
    assert found[HELLO]["text"].startswith("HOLA, SOY LA ASISTENTE VIRTUAL DE {{business.name}}")
    assert (found[HELLO]["state"], found[HELLO]["translator"]) == ("machine", "deepl")
    assert found["texts/stuck"]["text"] == "Pardon ?"
    assert start(member, agent, translator).json()["code"] == "nothing_to_translate"
    # Told to, it replaces what a person wrote.
    again = start(member, agent, translator, keys=["texts/stuck"], overwrite=True)
    assert again.status_code == 201
    work()
    assert texts(member, agent)["texts/stuck"]["translator"] == "deepl"


@database
def test_a_translation_that_breaks_a_rule_is_refused_and_told(
    member: Member, agent: str, translator: str, work: Callable[[], None], service: Service
) -> None:
    service.answers = lambda text: capitals(text).replace("<x>{{business.name}}</x>", "la clinique")
    run = start(member, agent, translator, keys=[HELLO]).json()
    work()
    done = member.api.get(f"/translation-runs/{run['id']}").json()
    assert (done["state"], done["done"], done["refused"]) == ("done", 0, 1)
    assert done["refusals"][0]["faults"] == ["placeholders"]
    assert texts(member, agent)[HELLO]["state"] == "missing"


@database
def test_what_is_typed_meanwhile_goes_before_the_translation(
    member: Member, agent: str, translator: str, work: Callable[[], None], service: Service
) -> None:
    def slowly(text: str) -> str:
        edits = [{"key": HELLO, "text": "Bonjour {{business.name}}"}]
        member.api.patch(f"/agents/{agent}/languages/fr/texts", {"items": edits})
        connections.close_all()  # the server's thread has opened one of its own
        return capitals(text)

    start(member, agent, translator, keys=[HELLO])
    service.answers = slowly
    work()
    assert texts(member, agent)[HELLO]["text"] == "Bonjour {{business.name}}"


@database
def test_a_failing_service_is_told_by_its_code(
    member: Member, agent: str, translator: str, work: Callable[[], None], service: Service
) -> None:
    service.fault = (456, {})
    run = start(member, agent, translator).json()
    work()
    done = member.api.get(f"/translation-runs/{run['id']}").json()
    assert (done["state"], done["error"]) == ("failed", "translator_out_of_quota")
    tested = member.api.post(f"/translators/{translator}/test").json()
    assert (tested["health"], tested["last_error"]) == ("failing", "translator_out_of_quota")
    service.fault = None
    assert member.api.post(f"/translators/{translator}/test").json()["health"] == "ok"


@database
def test_scores_are_measured_by_translating_back(
    member: Member, agent: str, translator: str, work: Callable[[], None], service: Service
) -> None:
    edits = [{"key": HELLO, "text": "Bonjour {{business.name}}"}]
    member.api.patch(f"/agents/{agent}/languages/fr/texts", {"items": edits})
    run = start(member, agent, translator, purpose="score")
    assert run.status_code == 201, run.content
    work()
    text = texts(member, agent)[HELLO]
    assert text["back"] == "BONJOUR {{business.name}}"
    assert 0 < text["score"] < 0.7
    assert member.api.get(f"/agents/{agent}/languages").json()["items"][0]["score"] == text["score"]
    member.api.patch(f"/agents/{agent}/languages/fr/texts", {"items": [{"key": HELLO, "text": "Salut"}]})
    assert texts(member, agent)[HELLO]["score"] is None


class Priced:
    """A translator with a price, whose worker dies after so many answers."""

    name, tries = "m", 1

    def __init__(self, answers: int) -> None:
        self.left = answers
        self.used = Used(Usage("m"))

    def translate(self, wishes: Sequence[Wish], source: str, target: str) -> list[str]:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        asked = Usage("m", 100, 7)
        kept = self.used.tokens
        self.used = Used(Usage("m", kept.tokens + asked.tokens, (kept.cost_micros or 0) + 7), 0)
        return [capitals(wish.text) for wish in wishes]


@database
def test_a_run_that_another_worker_ends_costs_what_both_used(
    member: Member, agent: str, translator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = start(member, agent, translator, keys=[HELLO, "texts/stuck", "texts/limit"], overwrite=True).json()
    assert run["total"] == 3

    def hold(answers: int) -> None:
        @contextmanager
        def priced(*_: object) -> Iterator[Priced]:
            yield Priced(answers)

        monkeypatch.setattr(running, "translating", priced)
        monkeypatch.setattr(running, "_AT_ONCE", 1)
        work_on(OrganizationId(member.organization_id), from_text("trn", run["id"]))

    with pytest.raises(KeyboardInterrupt):
        hold(1)
    hold(2)
    done = member.api.get(f"/translation-runs/{run['id']}").json()
    assert (done["state"], done["tokens"], done["cost_micros"]) == ("done", 300, 21)


@database
def test_without_anybody_to_translate_it_is_said(member: Member, agent: str) -> None:
    answer = start(member, agent, None)
    assert (answer.status_code, answer.json()["code"]) == (409, "translator_missing")


@database
def test_scenarios_are_held_in_each_language_and_differences_listed(
    member: Member, agent: str, translator: str, work: Callable[[], None], service: Service
) -> None:
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    options = [
        {"id": "yes", "label": {"es": "Sí", "fr": "Oui"}},
        {"id": "no", "label": {"es": "No", "fr": "Non"}},
    ]
    ask = {
        "question": {"es": "¿Quiere cita?", "fr": "Un rendez-vous ?"},
        "variable": "wish",
        "input": {"type": "choice", "options": options},
    }
    nodes = [
        {"id": "wish", "kind": "ask", "data": ask},
        {"id": "end", "kind": "end", "data": {"text": {"es": "Adiós", "fr": "Au revoir"}}},
    ]
    edges = [{"id": "e", "source": "wish", "port": "next", "target": "end"}]
    edges += [
        {"id": f"e{each['id']}", "source": "wish", "port": str(each["id"]), "target": "end"}
        for each in options
    ]
    draft["flows"] = [{"id": "main", "name": "", "entry": "wish", "nodes": nodes, "edges": edges}]
    assert member.api.put(f"/agents/{agent}/draft", {"blueprint": draft}).status_code == 200
    script = {"steps": [{"choice": "Sí"}], "checks": [{"kind": "ends", "how": "over"}]}
    member.api.post(f"/agents/{agent}/scenarios", {"name": "Pide cita", "script": script})
    started = member.api.post(f"/agents/{agent}/parity-runs", {"translator_id": translator})
    assert started.status_code == 201, started.content
    work()
    run = member.api.get(f"/parity-runs/{started.json()['id']}").json()
    assert (run["state"], run["same"], run["different"]) == ("done", 1, 0), run
    detail = member.api.get(f"/parity-runs/{run['id']}/results/{run['results'][0]['id']}").json()
    assert detail["other"][1] == {"caller": "Oui", "agent": ["Au revoir"]}
    # Where a branch is another one in French, the talk ends elsewhere.
    draft["flows"][0]["nodes"][0]["data"]["input"]["options"][0]["label"]["fr"] = "Non merci"
    draft["flows"][0]["edges"] = [edge for edge in edges if edge["id"] != "eyes"]
    member.api.put(f"/agents/{agent}/draft", {"blueprint": draft})
    script = {"steps": [{"say": "sí"}], "checks": [{"kind": "ends", "how": "over"}]}
    member.api.post(f"/agents/{agent}/scenarios", {"name": "Dice sí", "script": script})
    started = member.api.post(f"/agents/{agent}/parity-runs", {"translator_id": translator})
    work()
    run = member.api.get(f"/parity-runs/{started.json()['id']}").json()
    assert run["state"] == "done"
    assert run["same"] + run["different"] == 2


@database
def test_what_a_scenario_lets_the_model_answer_is_answered_in_each_language(
    member: Member, agent: str, translator: str, work: Callable[[], None], service: Service
) -> None:
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    step = {"id": "ai", "kind": "ai_answer", "data": {"prompt": "Responda."}}
    draft["flows"] = [{"id": "main", "name": "", "entry": "ai", "nodes": [step], "edges": []}]
    assert member.api.put(f"/agents/{agent}/draft", {"blueprint": draft}).status_code == 200
    script = {
        "steps": [{"say": "¿A qué hora abren?"}],
        "replies": [{"says": "Abrimos a las diez."}],
        "checks": [{"kind": "ends", "how": "open"}],
    }
    member.api.post(f"/agents/{agent}/scenarios", {"name": "Pregunta", "script": script})
    started = member.api.post(f"/agents/{agent}/parity-runs", {"translator_id": translator})
    work()
    run = member.api.get(f"/parity-runs/{started.json()['id']}").json()
    assert (run["state"], run["same"], run["different"]) == ("done", 1, 0), run
    detail = member.api.get(f"/parity-runs/{run['id']}/results/{run['results'][0]['id']}").json()
    assert detail["main"][1]["agent"] == ["Abrimos a las diez."]
    assert detail["other"][1]["agent"] == [capitals("Abrimos a las diez.")]


class Asker:
    """A model that answers what it is given."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.requests: list[ModelRequest] = []
        self.usage = Usage("m")

    def ask(self, request: ModelRequest) -> Asked:
        self.requests.append(request)
        asked = Asked(ModelReply(text=self.answers.pop(0), model="m", finish="stop"), None, 0.1)
        self.usage += asked
        return asked


def test_the_model_is_told_what_stays_and_its_numbered_answers_are_read() -> None:
    asker = Asker('Here: {"1": "Hello Sol", "2": 5}')
    terms = Terms(("Sol",), {"cita": {"en": "appointment"}})
    told = ModelTranslating("m", asker).translate(
        [Wish("Hola Sol", terms), Wish("Su cita", terms)], "es", "en"
    )
    assert told == ["Hello Sol", ""]
    asked = json.loads(asker.requests[0].messages[0].text)
    assert asked == {
        "1": {"text": "Hola Sol", "keep": ["Sol"]},
        "2": {"text": "Su cita", "use": {"cita": "appointment"}},
    }
    assert "Spanish" in asker.requests[0].system


@pytest.mark.parametrize("answer", ["", "no", "{", "[1]", '{"1": null}', "{" * 5000 + "}" * 5000])
def test_an_answer_that_is_none_translates_nothing(answer: str) -> None:
    model = ModelTranslating("m", Asker(answer))
    assert model.translate([Wish("Hola", Terms())], "es", "en") == [""]


@given(st.text(max_size=80), st.text(max_size=80))
def test_similarity_is_a_share_and_whole_for_the_same(one: str, other: str) -> None:
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1
    assert similarity(one, other) == similarity(one, other)


def test_similarity_orders_as_a_reader_would() -> None:
    source = "Su cita es el jueves a las diez"
    near, far = "Su cita es este jueves a las diez", "Mañana no abrimos"
    assert similarity(source, source.upper()) == 1
    assert similarity(source, near) > 0.7
    assert similarity(source, far) < 0.3


def behaviour(**more: Any) -> Behaviour:
    usual: dict[str, Any] = {
        "said": ["Me llamo Ana, quiero una limpieza"],
        "tools": [("book", {"service": "Limpieza", "day": "2026-03-14"})],
        "variables": {"name": "Ana", "service": "Limpieza"},
        "ending": "over",
        "outcome": "booked",
        "transferred_to": "",
        "nodes": ["a", "b"],
    }
    return Behaviour(**{**usual, **more})


def test_the_same_said_in_another_language_is_the_same() -> None:
    other = behaviour(
        said=["I am Ana, I want a cleaning"],
        tools=[("book", {"service": "Cleaning", "day": "2026-03-14"})],
        variables={"name": "Ana", "service": "cleaning"},
    )
    assert compare(behaviour(), other, SameWords.of([("Limpieza", "Cleaning")])) == []


def test_words_that_both_took_from_the_caller_are_the_same() -> None:
    other = behaviour(
        said=["I am Ana, I want a cleaning"], variables={"name": "Ana", "service": "cleaning"}, tools=[]
    )
    one = behaviour(tools=[], variables={"name": "Ana", "service": "limpieza"})
    assert compare(one, other, SameWords.of([])) == []


def test_another_price_in_the_answer_is_another_fact() -> None:
    one = behaviour(told=["La limpieza cuesta 30,00 €. ¿A las 17:30?"])
    same = behaviour(told=["A cleaning is €30.", "At 5:30 pm?"])
    assert compare(one, same, SameWords.of([])) == []
    (found,) = compare(one, behaviour(told=["A cleaning is €35. At 5:30 pm?"]), SameWords.of([]))
    assert (found.kind, found.main, found.other) == ("told", "30,00 €", "€35")


def test_what_the_caller_said_may_be_repeated_or_not() -> None:
    one = behaviour(said=["Somos 4, a las 21:00"], told=["Anotado: 4 personas a las 21:00, son 20 €"])
    other = behaviour(said=["We are 4, at 9 pm"], told=["All right, that is 20 €"])
    assert compare(one, other, SameWords.of([])) == []


def test_talks_that_neither_could_be_gone_through_are_not_the_same() -> None:
    broken = behaviour(stopped="model_failed")
    (found,) = compare(broken, broken, SameWords.of([]))
    assert found.kind == "stopped"
    assert compare(behaviour(stopped="steps_left"), behaviour(stopped="steps_left"), SameWords.of([])) == []


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({"tools": []}, ["tool", "path"]),
        ({"tools": [("book", {"service": "Limpieza", "day": "2026-03-15"})]}, ["arguments", "path"]),
        ({"variables": {"name": "Ana"}}, ["variable", "path"]),
        ({"ending": "person"}, ["end", "path"]),
        ({"outcome": "lost"}, ["outcome", "path"]),
        ({"stopped": "no_end"}, ["stopped", "path"]),
        ({"told": ["It is 35 €"]}, ["told", "path"]),
    ],
)
def test_what_went_another_way_is_listed(more: dict[str, Any], kinds: list[str]) -> None:
    found = compare(behaviour(), behaviour(**more, nodes=["a", "c"]), SameWords.of([]))
    assert [each.kind for each in found] == kinds
