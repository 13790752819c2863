"""A prompt tried against several models, in two states, side by side."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, from_text
from centralita.providers.llm.errors import ModelUnavailable
from centralita.providers.llm.model import ModelRequest, ToolCall
from centralita.providers.llm.scripted import Line, ScriptedModel
from centralita.studio.language_models import public
from centralita.studio.language_models.resolution import Resolved
from centralita.studio.prompts.models import PromptAnswer
from centralita.studio.prompts.trying import run_trial
from tests.e2e.furnished import aside
from tests.e2e.looking import look
from tests.e2e.test_together import enter
from tests.e2e.wording import Wording
from tests.people import Member, make_member
from tests.studio.prompts.test_trials import connected
from tests.studio.prompts.written import made, published, written

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

LONG = "We are open on weekdays.\n\n" + "\n".join(
    f"- On day {day} from nine to two, and in the afternoon by appointment only, as the team is small."
    for day in range(1, 15)
)


def opened(resolved: Resolved, *_more: object) -> ScriptedModel:
    """A model that is brief, one that talks too much, and one that does not answer half of what it is asked."""
    name = resolved.account.default_model

    def say(request: ModelRequest) -> Line:
        asked = request.messages[-1].text
        if name == "large-and-talkative-2026-03-14":
            return Line(text=LONG)
        if name == "shaky" and "Sunday" in asked:
            return Line(error=ModelUnavailable(model=name))
        if "book" in asked:
            return Line(
                text="Gladly.", tool_calls=(ToolCall(id="1", name="book", arguments={"day": "monday"}),)
            )
        return Line(text="On Sunday we are closed. Shall I book Monday?")

    return ScriptedModel(say, name)


def tried(member: Member) -> str:
    """A prompt with two states, three cases and a trial of three models; what some of it cost is known."""
    prompt = made(member, "Help.")
    account = connected(member)
    for name, message, says in (
        ("Sunday", "Are you open on Sunday, and if not, when could I come instead?", ["closed"]),
        ("Booking", "I want to book", ["gladly", "tuesday"]),
        ("A case with a long name, as people give them", "Hello", []),
    ):
        case = {"name": name, "message": message, "says": says, "never": ["always"]}
        assert member.api.post(f"/prompts/{prompt}/cases", case).status_code == 201
    published(member, prompt)
    written(member, prompt, "Help, and be brief.")
    models = [
        {"account_id": account, "model": model}
        for model in ("small", "large-and-talkative-2026-03-14", "shaky")
    ]
    started = member.api.post(f"/prompts/{prompt}/trials", {"beside": 1, "models": models}).json()["id"]
    organization = OrganizationId(member.organization_id)
    run_trial(organization, from_text("ptr", started))
    with tenant_scope(organization):
        answers = PromptAnswer.objects.filter(trial_id=from_text("ptr", started))
        answers.filter(model="small").update(cost_micros=1_234, seconds=0.84, tokens_in=812, tokens_out=24)
        answers.filter(model__startswith="large").update(seconds=12.4, tokens_in=812, tokens_out=403)
    return prompt


@pytest.mark.parametrize(("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)])
def test_answers_stand_side_by_side(
    server: str,
    open_browser: Callable[..., BrowserContext],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    theme: str,
    width: int,
) -> None:
    monkeypatch.setattr(public.resolution, "open_model", opened)

    def people() -> tuple[Member, str]:
        owner = make_member(language=language)
        return owner, tried(owner)

    owner, prompt = aside(people)
    page = enter(open_browser(language=language, theme=theme, width=width), server, owner)
    page.goto(f"{server}/prompts/{prompt}/test")
    words = Wording(language)
    _read(page, words, wide=width > 1000)
    look(page, f"trial-{language}")
    more = page.get_by_role("button", name=words("prompts.trials.more"), exact=True)
    expect(more).to_have_count(6)
    more.first.click()
    expect(page.get_by_role("button", name=words("prompts.trials.less"), exact=True)).to_be_visible()
    look(page, f"trial-all-{language}")


def _read(page: Page, words: Wording, *, wide: bool) -> None:
    if wide:
        # Three models in two states, and the case before them.
        expect(page.get_by_role("columnheader")).to_have_count(7)
        expect(page.get_by_role("row")).to_have_count(5)
    else:
        expect(page.get_by_role("heading", name="Booking", exact=True)).to_be_visible()
        expect(page.get_by_role("table")).to_have_count(0)
    expect(page.get_by_text(words("prompts.errors.model_unavailable"), exact=True)).to_have_count(2)
    expect(page.get_by_text(words("prompts.trials.unanswered_one", count=1), exact=True)).to_have_count(2)
    expect(page.get_by_text('book {"day": "monday"}', exact=True).first).to_be_visible()
    passed = words("prompts.trials.passed_of_other", passed=5, count=6)
    expect(page.get_by_text(passed, exact=True).first).to_be_visible()
    expect(page.get_by_text(words("prompts.trials.check.says", text="tuesday")).first).to_be_visible()
