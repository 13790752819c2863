"""What arrives in a mailbox: the same words as plain text and as a page, and nothing of anybody else's to press."""

import re
from email import message_from_bytes
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.identity.mail.letters import compose
from centralita.identity.mail.page import as_page
from centralita.kit.languages import READING

OWN = "https://centralita.example"


def words(page: str) -> str:
    body = page.partition("<body")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body.partition(">")[2])).split())


@pytest.mark.parametrize("language", READING)
def test_a_code_is_read_off_in_both_parts(language: str) -> None:
    letter = compose("login_code", language, {"code": "KX4-9PM"})
    message = message_from_bytes(letter.message("ana@example.com").message().as_bytes())
    plain, page = [
        part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in message.walk()
        if not part.is_multipart()
    ]
    assert "    KX4-9PM" in plain
    assert words(page) == " ".join(plain.split())
    assert f'lang="{language}"' in page
    assert "src=" not in page, "a letter fetches nothing"


def test_only_our_own_addresses_can_be_pressed() -> None:
    letter = compose(
        "invitation",
        "en",
        {
            "inviter": "https://evil.example/x",
            "organization": f"{OWN}.evil.example <b>Sol</b>",
            "url": f"{OWN}/invitations/abc_def-1",
            "role": "admin",
            "email": "ana@example.com",
            "days": 7,
        },
    )
    page = as_page(letter.text, language="en", own=OWN)
    assert re.findall(r'href="([^"]*)"', page) == [f"{OWN}/invitations/abc_def-1"]
    assert "<b>" not in page


@given(st.text())
def test_whatever_is_written_stays_text(text: str) -> None:
    page = as_page(text, language="en", own=OWN)
    assert set(re.findall(r"</?([a-z]+)", page)) <= {
        "html",
        "head",
        "meta",
        "body",
        "table",
        "tr",
        "td",
        "p",
        "br",
        "a",
    }
    assert re.sub(r"\s+", "", words(page)) == re.sub(r"\s+", "", text)


@given(st.text(alphabet="<>\"'&/:.htpscenrali \n", max_size=200))
def test_markup_is_never_made_of_words(text: str) -> None:
    page = as_page(f"{OWN}/x{text}", language="en", own=OWN)
    for address in re.findall(r'href="([^"]*)"', page):
        assert unescape(address).startswith(OWN)
