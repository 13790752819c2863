"""Every page of the dashboard, with something on it: accessible, and nothing out of its frame."""

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.conftest import Theme, size_of
from tests.e2e.furnished import House
from tests.e2e.looking import look

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

ROUTES = Path(__file__).parents[2] / "web" / "src" / "routes"
PAGES = [
    "/",
    "/agents",
    "/agents/import",
    "/agents/import/{agent_import}",
    "/agents/import/several/{upload}",
    "/agents/{agent}/build",
    "/agents/{agent}/build?part=general",
    "/agents/{agent}/knowledge",
    "/agents/{agent}/scenarios",
    "/agents/{agent}/languages",
    "/agents/{agent}/tools",
    "/agents/{agent}/experiments",
    "/agents/{agent}/versions",
    "/agents/{agent}/deploy",
    "/agents/{agent}/insights",
    "/agents/{agent}/template",
    "/prompts",
    "/prompts/{prompt}",
    "/prompts/{prompt}/test",
    "/prompts/{prompt}/versions",
    "/prompts/{prompt}/uses",
    "/tools",
    "/tools/approvals",
    "/tools/sign-ins",
    "/tools/{tool}",
    "/tools/{tool}/calls",
    "/tools/{tool}/versions",
    "/tools/{tool}/documentation",
    "/voices",
    "/voices/{voice}",
    "/templates",
    "/knowledge",
    "/knowledge/questions",
    "/knowledge/sources",
    "/knowledge/unanswered",
    "/knowledge/review",
    "/knowledge/try",
    "/conversations",
    "/conversations/{conversation}",
    "/live",
    "/calls",
    "/contacts",
    "/contacts?as=board",
    "/contacts/{contact}",
    "/contacts/import",
    "/campaigns",
    "/campaigns/{campaign}",
    "/contacts/import/{draft_import}",
    "/contacts/import/{done_import}",
    "/settings/business",
    "/settings/organization",
    "/settings/team",
    "/settings/usage",
    "/settings/contact-rules",
    "/settings/channels",
    "/settings/providers",
    "/settings/branding",
    "/settings/api-keys",
    "/settings/security",
    "/account/profile",
    "/account/email",
    "/account/password",
    "/account/two-step",
    "/account/passkeys",
    "/account/sessions",
    "/platform",
    "/platform/people",
    "/platform/gallery",
    "/platform/health",
    "/platform/audit",
    "/nowhere",
]
# Walked by test_journey, test_calls and test_gallery, or only there before one is signed in.
ELSEWHERE = {
    "/sign-in", "/sign-up", "/verify", "/two-step", "/forgot", "/reset", "/welcome", "/invitations/$token",
    "/$callId", "/gallery/$submissionId", "/gallery/published/$galleryId", "/templates/$templateId/publish",
    "/templates/updates/$thingId",
}  # fmt: skip


def test_the_list_is_whole() -> None:
    """A page that is added to the dashboard is looked at too."""
    source = "\n".join(file.read_text() for file in ROUTES.glob("*.ts"))
    paths = set(re.findall(r'(?:path: |child\(|at\(|tab\()"(/[^"]*)"', source)) - {"/"}
    seen = {re.sub(r"{(?:\w+_)?(\w+)}", r"$\1Id", address.split("?")[0]) for address in PAGES}
    unseen = {path for path in paths - ELSEWHERE if not any(path in address for address in seen)}
    assert not unseen


@pytest.mark.parametrize(
    ("language", "looks"),
    [
        ("es", [("dark", 1440), ("light", 390)]),
        ("en", [("light", 1440), ("dark", 390)]),
        ("pt", [("dark", 1440), ("light", 390)]),
    ],
    ids=["es", "en", "pt"],
)
def test_every_page(
    house: House,
    server: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
    looks: list[tuple[Theme, int]],
) -> None:
    """Each is loaded once, and changes while it is open, as when the sun sets and a window is made narrow."""
    context = open_browser(language=language)
    house.enter(context, server, language)
    page = context.new_page()
    wrong: list[str] = []
    for address in PAGES:
        path = address.format(**asdict(house))
        page.goto(server + path)
        expect(page.locator("h1").first).to_be_visible()
        for theme, width in looks:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.set_viewport_size(size_of(width))
            name = re.sub(r"\W+", "-", address).strip("-") or "home"
            try:
                look(page, f"{name}-{language}-{theme}-{width}")
            except AssertionError as finding:
                wrong.append(str(finding))
    assert not wrong, "\n".join(wrong)
