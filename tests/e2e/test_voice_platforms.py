"""A voice platform from its key to the first thing heard of it, and away again."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.signatures import signed
from tests.e2e.furnished import House
from tests.e2e.looking import look
from tests.e2e.wording import Wording

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.slow]

SECRET = "wsec_only_the_platform_knows"
RAW = b'{"type": "post_call_transcription", "event_timestamp": 1, "data": {"conversation_id": "conv_7f3a"}}'


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("es", "light", 1440), ("en", "dark", 390)], ids=["wide", "phone"]
)
def test_from_its_key_to_what_it_says(
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
    page.goto(f"{server}/settings/providers")
    sheet = page.get_by_role("dialog")

    page.get_by_role("button", name=words("settings.voice.add"), exact=True).click()
    sheet.get_by_role("radio", name="ElevenLabs").click()
    sheet.get_by_label({"es": "Clave de API", "en": "API key"}[language], exact=True).fill("key_1")
    look(page, "voice-connect", over=True)
    sheet.get_by_role("button", name=words("settings.voice.connect"), exact=True).click()

    # Connected: it says where the platform sends to, and that the secret to know it by is missing.
    missing = sheet.get_by_text(words("settings.voice.not_ready", platform="ElevenLabs"))
    expect(missing).to_be_visible()
    look(page, "voice-connected", over=True)
    address = sheet.get_by_label(words("settings.voice.address"), exact=True).input_value()
    sheet.get_by_label({"es": "Secreto del webhook", "en": "Secret of the webhook"}[language]).fill(SECRET)
    sheet.get_by_role("button", name=words("settings.save"), exact=True).click()
    expect(sheet).to_be_hidden()

    page.get_by_role("button", name=words("settings.edit_named", name="ElevenLabs")).click()
    expect(missing).to_be_hidden()
    expect(sheet.get_by_text(words("settings.voice.nothing_heard"))).to_be_visible()
    headers = signed(VoicePlatform.ELEVENLABS, RAW, SECRET, datetime.now(UTC))
    path = httpx.URL(address).path
    assert httpx.post(server + path, content=RAW, headers=headers).status_code == 200
    expect(sheet.get_by_text("conv_7f3a")).to_be_visible()
    look(page, "voice-heard", over=True)
    page.keyboard.press("Escape")

    row = page.get_by_role("listitem").filter(has_text="Sandbox")
    row.get_by_role("button", name=words("settings.providers.test"), exact=True).click()
    expect(row.get_by_text(words("settings.voice.test_ok", platform="Sandbox"), exact=True)).to_be_visible()
    look(page, "voice-list")

    page.get_by_role("button", name=words("settings.voice.disconnect_named", name="ElevenLabs")).click()
    look(page, "voice-disconnect", over=True)
    question = page.get_by_role("alertdialog")
    question.get_by_role("button", name=words("settings.voice.disconnect"), exact=True).click()
    expect(question).to_be_hidden()
    expect(page.get_by_role("listitem").filter(has_text="ElevenLabs")).to_have_count(0)
