"""Published attacks as names, messages and documents, shown in the dashboard: they are read, and nothing runs."""

import asyncio
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import BrowserContext, Page, expect

from centralita.config import jobs
from tests.e2e.furnished import aside
from tests.live.talk import api_channel, open_chat, published_agent
from tests.people import make_member

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

# All of them with CENTRALITA_XSS=all; a twentieth otherwise.
STEP = 1 if os.environ.get("CENTRALITA_XSS") == "all" else 20
MOST = 6_000  # characters of a message

# Kept from a page's first moment: what a script would do first, and what the page's policy had to stop.
WATCH = """
window.__wrong = [];
document.addEventListener("securitypolicyviolation", (e) => __wrong.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
for (const name of ["alert", "confirm", "prompt"]) window[name] = (text) => __wrong.push(`${name} ${text}`);
"""

# What only an attack would have put there.
FOREIGN = """() => [...document.querySelectorAll("*")].flatMap((element) => [
  ...(["SCRIPT", "IFRAME", "OBJECT", "EMBED", "BASE", "FORM", "LINK", "STYLE", "MARQUEE", "MATH"].includes(element.tagName)
      && !element.closest("head") && !element.matches("form[aria-label], form[class]") ? [element.outerHTML.slice(0, 120)] : []),
  ...[...element.attributes].filter(({name, value}) => /^on/i.test(name) || /^\\s*(javascript|vbscript|data:text)/i.test(value)
      && ["href", "src", "action", "formaction", "xlink:href"].includes(name)).map(({name, value}) => `${name}=${value.slice(0, 80)}`),
])"""


def attacks(corpora: Path) -> list[str]:
    rows = [json.loads(line)["payload"] for line in (corpora / "xss.jsonl").read_text("utf-8").splitlines()]
    return [row.replace("\x00", "") for row in rows if len(row) > 8][::STEP]


def packed(rows: list[str]) -> list[str]:
    """As few texts as hold all rows, a row a line."""
    texts, text = [], ""
    for row in rows:
        if len(text) + len(row) + 2 > MOST:
            texts.append(text)
            text = ""
        text += row.encode("utf-8", "replace").decode() + "\n\n"
    return [*texts, text]


def furnish(server: str, rows: list[str]) -> dict[str, str]:
    """An organization that is named, tagged, asked and taught nothing but attacks."""
    member = make_member()
    short = [row.strip()[:100] for row in rows if row.strip()]
    names = short[:: max(1, len(short) // 60)]
    agent = published_agent(member)
    for number, name in enumerate(names[:60]):
        body = {"name": name, "languages": ["es"], "description": name, "tags": [name[:40]]}
        assert member.api.post("/agents", body).status_code in {201, 409, 422}, (number, name)
    for name in names[:60]:
        member.api.post("/knowledge/faq", {"question": name, "answer": name, "language": "es"})
        member.api.post("/business/offerings", {"name": name, "description": name, "category": name[:40]})
    member.api.patch(
        "/business", {"description": "\n".join(names)[:1500], "address": names[1], "name": names[0]}
    )
    with httpx.Client(base_url=server, timeout=30) as http:
        visitor = open_chat(http, api_channel(member, agent))
        for text in packed(rows):
            visitor.say(text)
            time.sleep(1.2 if STEP == 1 else 0)  # no faster than a visitor may
    document = SimpleUploadedFile("attacks.md", "\n\n".join(rows).encode("utf-8", "replace"), "text/markdown")
    sent = member.api.client.post(
        "/api/v1/knowledge/documents", {"file": document}, headers=member.api.headers
    )
    assert sent.status_code in {200, 201, 202}, sent.content
    asyncio.run(jobs.run_jobs(concurrency=1, wait=False))
    [known] = [
        one for one in member.api.get("/knowledge/documents").json()["items"] if one["title"] == "attacks"
    ]
    member.api.post(f"/conversations/{visitor.id}/notes", {"text": "\n".join(names)[:1900]})
    member.api.put(f"/conversations/{visitor.id}/tags", {"tags": [name[:40] for name in names[:10]]})
    member.user.name = names[0][:80]
    member.user.save()
    member.api.patch("/organization", {"name": names[0][:80]})
    return {
        "agent": agent,
        "conversation": visitor.id,
        "session": member.api.client.cookies[settings.SESSION_COOKIE_NAME].value,
        "document": known["id"],
    }


def check(page: Page, address: str) -> None:
    page.wait_for_timeout(300)  # what would run runs now
    assert page.evaluate("__wrong") == [], address
    assert page.evaluate(FOREIGN) == [], address


def test_nothing_runs(server: str, corpora: Path, open_browser: Callable[..., BrowserContext]) -> None:
    rows = attacks(corpora)
    house = aside(lambda: furnish(server, rows))
    context = open_browser()
    context.add_init_script(WATCH)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": house["session"], "url": server}])
    page = context.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for address in (
        "/",
        "/agents",
        f"/agents/{house['agent']}/build",
        "/knowledge/questions",
        f"/knowledge?document={house['document']}",
        "/conversations",
        f"/conversations/{house['conversation']}",
        "/settings/business",
        "/settings/organization",
        "/settings/team",
        "/settings/security",
        "/account/profile",
    ):
        page.goto(server + address)
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator(".animate-breathe")).to_have_count(0)
        check(page, address)
    page.goto(f"{server}/conversations/{house['conversation']}")
    more = page.get_by_role("button", name="Mostrar lo siguiente")
    expect(page.get_by_role("log").locator("article").first).to_be_visible()
    while more.is_visible():
        more.click()
        page.wait_for_timeout(200)
    assert page.get_by_role("log").locator("article").count() > len(packed(rows))
    check(page, "the whole transcript")
