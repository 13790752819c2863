"""A worse draft is seen to be worse beside what was said, kept from going live, and published with a reason."""

import re
from collections.abc import Callable
from dataclasses import asdict

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, from_text
from centralita.studio.scenarios.domain.judging import Judge
from centralita.studio.scenarios.models import ScenarioResult, ScenarioRun
from centralita.studio.scenarios.rubrics import rubric_version
from tests.e2e.asking import until_true
from tests.e2e.furnished import House, api_of, aside, furnish, work
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]


def worsen(house: House) -> None:
    """Whatever the agent brings to an end now comes to nothing, by way of one more step."""
    api = api_of(house.email)
    draft = api.get(f"/agents/{house.agent}/draft").json()["blueprint"]
    for flow in draft["flows"]:
        for node in flow["nodes"]:
            if node["kind"] == "end":
                node["data"]["outcome"] = "failed"
        ends = {node["id"] for node in flow["nodes"] if node["kind"] == "end"}
        for edge in [one for one in flow["edges"] if one["target"] in ends]:
            more = f"more-{edge['id']}"
            flow["nodes"].append(
                {"id": more, "kind": "say", "name": "Un momento", "data": {"text": {"es": "Un momento."}}}
            )
            flow["edges"].append({"id": f"{more}-on", "source": more, "target": edge["target"]})
            edge["target"] = more
    saved = api.put(f"/agents/{house.agent}/draft", {"blueprint": draft})
    assert saved.status_code == 200, saved.content


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_a_worse_draft_needs_a_reason(
    server: str,
    chromium: Browser,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    house = aside(furnish)
    aside(lambda: worsen(house))
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/agents/{house.agent}/scenarios")
    rule = page.get_by_role("form", name=words("proof.rule.title"))
    rule.get_by_role("checkbox", name=words("proof.rule.languages")).click()
    rule.get_by_role("checkbox", name=words("proof.rule.replay")).click()
    rule.get_by_label(words("proof.rule.most_worse"), exact=True).fill("50")
    rule.get_by_role("button", name=words("proof.rule.save")).click()
    expect(rule.get_by_role("button", name=words("proof.rule.save"))).to_be_disabled()
    look(page, f"proof-{language}")
    page.get_by_role("button", name=words("proof.replays.start")).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("list", name=words("proof.sheet.talks"))).to_be_visible()
    aside(work)
    worse = sheet.get_by_role("list", name=words("proof.sheet.talks")).get_by_role("button").first
    expect(worse).to_contain_text(words("proof.verdict.worse"))
    worse.click()
    then = sheet.get_by_role("region", name=words("proof.side.then"))
    expect(then).to_contain_text(words("proof.role.visitor"))
    look(page, f"replay-{language}", over=True)
    # Its two ways on the canvas: one step more, which is where they part.
    sheet.get_by_role("link", name=words("proof.side.on_canvas"), exact=True).click()
    parting = page.get_by_role("button", name=words("canvas.way.parts_at", name="")[:12])
    expect(parting).to_be_visible()
    parting.click()
    if width > 1000:
        expect(page.get_by_role("group", name=re.compile(words("canvas.said.parts")))).to_have_count(1)
        expect(page.get_by_role("group", name=re.compile(words("canvas.said.past"))).first).to_be_visible()
    look(page, f"parting-{language}", over=width < 1000)
    if width < 1000:
        page.keyboard.press("Escape")

    page.get_by_role("button", name=words("agents.publish.open")).click()
    publishing = page.get_by_role("dialog")
    expect(publishing.get_by_text(words("proof.gate.blocked"))).to_be_visible()
    submit = publishing.get_by_role("button", name=words("agents.publish.submit"), exact=True)
    expect(submit).to_be_disabled()
    look(page, f"gate-{language}", over=True)
    publishing.get_by_label(words("proof.gate.because")).fill("Lo pide la dirección")
    submit.click()
    expect(publishing).to_be_hidden()
    page.goto(f"{server}/agents/{house.agent}/versions")
    expect(page.get_by_text("Lo pide la dirección")).to_be_visible()
    look(page, f"forced-{language}")


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_a_conversation_becomes_a_scenario_and_so_does_a_bad_answer(
    house: House,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/conversations/{house.conversation}")
    page.get_by_role("link", name=words("conversations.save_scenario")).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(words("scenarios.sheet.masked"))).to_be_visible()
    look(page, f"scenario-of-conversation-{language}", over=True)
    name = f"De verdad {language}"
    sheet.get_by_label(words("scenarios.sheet.name"), exact=True).fill(name)
    sheet.get_by_role("button", name=words("scenarios.sheet.save"), exact=True).click()
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()

    scenarios = page.url.partition("?")[0]

    # An answer is found bad, and why; first it is among those to be mended, then there is a scenario of it.
    page.goto(f"{server}/conversations/{house.conversation}")
    answers = page.get_by_role("group", name=words("turns.rate"))
    mine = answers.nth(0 if language == "es" else 1)
    mine.get_by_role("button", name=words("turns.bad")).click()
    why = f"Dice el precio ({language})"
    page.get_by_label(words("turns.remark")).fill(why)
    look(page, f"turn-remark-{language}", over=True)
    page.get_by_role("button", name=words("turns.save"), exact=True).click()
    expect(page.get_by_text(why)).to_be_visible()
    expect(mine.get_by_role("button", name=words("turns.bad"))).to_have_attribute("aria-pressed", "true")
    look(page, f"turn-bad-{language}", over=True)
    page.goto(scenarios)
    to_mend = page.get_by_role("list", name=words("turns.title")).get_by_role("listitem").filter(has_text=why)
    expect(to_mend).to_be_visible()
    to_mend.scroll_into_view_if_needed()
    look(page, f"turns-to-mend-{language}")
    to_mend.get_by_role("link", name=words("turns.make")).click()
    expect(sheet.get_by_text(words("turns.begun"))).to_be_visible()
    expect(sheet.get_by_label(words("scenarios.field.rubric"), exact=True)).to_have_value(why)
    look(page, f"turn-scenario-{language}", over=True)
    sheet.get_by_label(words("scenarios.sheet.name"), exact=True).fill(why)
    sheet.get_by_role("button", name=words("scenarios.sheet.save"), exact=True).click()
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name=why, exact=True)).to_be_visible()
    expect(to_mend).to_be_hidden()
    page.goto(f"{server}/conversations/{house.conversation}")
    expect(page.get_by_text(words("turns.has_scenario")).first).to_be_visible()


SPEECH = """
window.said = []; window.lines = [];
class Line { start() { window.lines.push(this); } abort() { this.onend?.(); } }
window.SpeechRecognition = Line; window.webkitSpeechRecognition = Line;
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, 'speechSynthesis', { value: {
  speak(words) { window.said.push([words.lang, words.text]); setTimeout(() => words.onend?.(), 50); }, cancel() {},
} });
window.hear = (text) => { const line = window.lines.at(-1); line.onresult({ results: [[{ transcript: text }]] }); line.onend(); };
"""


def test_a_draft_is_talked_with(
    house: House, server: str, open_browser: Callable[..., BrowserContext]
) -> None:
    context, words = open_browser(language="es"), Wording("es")
    house.enter(context, server, "es")
    context.add_init_script(SPEECH)
    page = context.new_page()
    page.goto(f"{server}/agents/{house.agent}/build")
    panel = page.get_by_role("complementary", name=words("agents.test.title"))
    panel.get_by_role("button", name=words("agents.test.start"), exact=True).click()
    panel.get_by_role("button", name=words("agents.test.voice.start")).click()
    expect(panel.get_by_text(words("agents.test.voice.listening"))).to_be_visible()
    assert "Esta llamada se graba." in page.evaluate("said[0][1]")
    page.evaluate("hear('¿Dónde están?')")
    expect(panel.get_by_text("¿Dónde están?")).to_be_visible()
    until_true(page, "said.length >= 2")
    assert page.evaluate("said[0][0]") == "es"
    keep = panel.get_by_role("button", name=words("agents.test.keep"))
    keep.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_label(words("scenarios.sheet.line", at=1), exact=True)).to_have_value("¿Dónde están?")
    sheet.get_by_role("button", name=words("scenarios.sheet.save"), exact=True).click()
    expect(sheet).to_be_hidden()
    [kept] = [
        each["script"]
        for each in aside(lambda: api_of(house.email).get(f"/agents/{house.agent}/scenarios").json()["items"])
        if each["name"] == "¿Dónde están?"
    ]
    # What was done in it, not only what was read: when it was, what came of it.
    assert kept["at"]
    assert {"kind": "ends", "how": "open", "outcome": ""} in kept["checks"]
    panel.get_by_role("button", name=words("turns.bad")).last.click()
    panel.get_by_label(words("turns.remark")).fill("Dice la calle")
    panel.get_by_role("button", name=words("turns.save"), exact=True).click()
    expect(panel.get_by_role("link", name=words("turns.make"))).to_be_visible()
    page.mouse.move(0, 0)  # where no tooltip is shown
    expect(page.get_by_role("tooltip")).to_have_count(0)
    look(page, "talked-with")


RUBRIC = "El agente no promete descuentos"


def held_runs(house: House) -> None:
    """A run of a scenario that a person and a judge have judged, and two that another one has: it let it pass once."""
    api = api_of(house.email)
    script = {"checks": [{"kind": "rubric", "text": RUBRIC}]}
    assert (
        api.post(f"/agents/{house.agent}/scenarios", {"name": "Descuentos", "script": script}).status_code
        == 201
    )
    for version, passed in (("juez-1", True), ("juez-2", True), ("juez-2", False)):
        by = asdict(Judge("openai", "juez", version, rubric_version(RUBRIC)))
        run = api.post(f"/agents/{house.agent}/scenario-runs", {}).json()["id"]
        with tenant_scope(OrganizationId(from_text("org", api.headers["X-Organization"]))):
            said = {
                "caller": "",
                "agent": ["Hola, ¿en qué puedo ayudarle?"],
                "nodes": [],
                "tools": [],
                "seconds": 0,
            }
            ScenarioResult.objects.filter(run_id=from_text("run", run)).update(
                passed=passed,
                verdicts=[{"passed": passed, "seen": "Solo saluda.", "step": None, "judge": by}],
                talk={"exchanges": [said]},
                ended_at=now(),
            )
            ScenarioRun.objects.filter(id=from_text("run", run)).update(state="done", ended_at=now())
        if version == "juez-1":
            results = api.get(f"/scenario-runs/{run}").json()["results"]
            [judged] = [each["id"] for each in results if each["name"] == "Descuentos"]
            marked = api.post(f"/scenario-results/{judged}/marks", {"check": 0, "passed": True})
            assert marked.status_code == 201


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_a_judge_is_judged_and_runs_are_compared(
    server: str,
    chromium: Browser,
    open_browser: Callable[..., BrowserContext],
    language: str,
    theme: str,
    width: int,
) -> None:
    house = aside(furnish)
    aside(lambda: held_runs(house))
    context, words = open_browser(language=language, theme=theme, width=width), Wording(language)
    house.enter(context, server, language)
    page = context.new_page()
    page.goto(f"{server}/agents/{house.agent}/scenarios")
    expect(page.get_by_text(words("scenarios.judge.none"))).to_be_visible()
    expect(page.get_by_text(words("scenarios.judge.now", model="juez-2"))).to_be_visible()
    expect(page.get_by_text(words("scenarios.judge.anew.model"), exact=True)).to_be_visible()
    look(page, f"judge-{language}")
    page.get_by_role("button", name=words("scenarios.judge.open")).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name=words("scenarios.judge.passes")).click()
    expect(sheet.get_by_text("Solo saluda.")).to_be_visible()
    look(page, f"judged-{language}", over=True)
    sheet.get_by_role("button", name=words("scenarios.judge.next")).click()
    sheet.get_by_role("button", name=words("scenarios.judge.fails")).click()
    sheet.get_by_role("button", name=words("scenarios.judge.done")).click()
    expect(sheet).to_be_hidden()
    expect(page.get_by_text(words("scenarios.judge.none"))).to_be_hidden()

    page.get_by_role("button", name=words("scenarios.runs.draft")).first.click()
    run = page.get_by_role("dialog")
    held = run.get_by_role("button", name="Descuentos")
    held.click()
    by = words("scenarios.result.judged_by", model="juez-2", rubric=rubric_version(RUBRIC))
    expect(run.get_by_text(by)).to_be_visible()
    look(page, f"judged-by-{language}", over=True)
    held.click()
    run.get_by_role("combobox", name=words("scenarios.compare.with")).click()
    page.get_by_role("option").first.click()
    compared = run.get_by_role("list", name=words("scenarios.compare.list"))
    worse = compared.get_by_role("button", name="Descuentos")
    expect(worse).to_contain_text(words("scenarios.compare.broken"))
    worse.click()
    expect(compared.get_by_role("region")).to_have_count(2)
    look(page, f"compared-{language}", over=True)
