"""The everyday of a visitor: opens the chat, writes, is asked, is answered, says how it was."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.widget.reading import field, said, write

pytestmark = pytest.mark.browser


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_visitor_opens_chooses_and_reads_a_streamed_answer_with_its_source(visitor, chat):
    chat.pace = 0.04
    page = visitor.visit()
    page.get_by_role("button", name="Open chat", exact=True).click()
    expect(page.get_by_role("dialog", name="Clínica Sol")).to_be_visible()
    expect(page.locator(".who")).to_have_text("AI assistant · Recepción")
    expect(page.get_by_text("You are talking to an AI assistant.")).to_be_visible()
    choose(page, "Prices")
    writing = page.locator(".writing")
    expect(writing).to_contain_text("dental cleaning")
    assert "X-ray" not in (writing.text_content() or "")
    expect(page.locator(".sources")).to_contain_text("Tarifas 2026, p. 2")
    expect(writing).to_have_count(0)
    answer = said(page, "dental cleaning")
    expect(answer).to_have_count(1)
    expect(answer.locator("strong")).to_have_text("dental cleaning")
    expect(answer.locator("li")).to_have_count(3)
    link = answer.get_by_role("link")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(link).to_have_attribute("target", "_blank")
    assert chat.said("visitor") == ["Prices"]
    expect(page.get_by_role("button", name="Prices", exact=True)).to_have_count(0)


def test_answers_are_given_by_the_control_that_fits_the_question(visitor, chat):
    page = visitor.open()
    write(page, "email")
    expect(field(page)).to_have_attribute("inputmode", "email")
    write(page, "number")
    expect(field(page)).to_have_attribute("inputmode", "decimal")
    write(page, "date")
    page.get_by_label("Date", exact=True).fill("2026-03-04")
    choose(page, "Confirm")
    expect(said(page, "Wednesday, March 4, 2026")).to_be_visible()
    write(page, "nps")
    choose(page, "9 out of 10")
    expect(said(page, "You said: 9")).to_be_visible()
    write(page, "stars")
    choose(page, "4 out of 5")
    expect(said(page, "You said: 4")).to_be_visible()
    write(page, "yesno")
    choose(page, "Yes")
    expect(said(page, "You said: Yes")).to_be_visible()
    write(page, "several")
    choose(page, "Cleaning")
    choose(page, "Braces")
    choose(page, "Confirm")
    expect(said(page, "You said: Cleaning, Braces")).to_be_visible()
    assert [each for each in chat.said("visitor") if each not in {"email", "number", "nps"}] == [
        "date", "2026-03-04", "9", "stars", "4", "yesno", "Yes", "several", "Cleaning, Braces",
    ]  # fmt: skip


def test_shift_enter_is_a_new_line_and_a_visitors_own_marks_stay_literal(visitor, chat):
    page = visitor.open()
    field(page).press_sequentially("one **two**")
    field(page).press("Shift+Enter")
    field(page).press_sequentially("three")
    field(page).press("Enter")
    expect(page.locator(".visitor .bubble")).to_have_text("one **two**\nthree")
    expect(said(page, "You said:")).to_be_visible()
    assert chat.said("visitor") == ["one **two**\nthree"]


def test_a_person_takes_over_and_is_named(visitor, chat):
    page = visitor.open()
    chat.take_over("Marta Ruiz")
    expect(page.locator(".who")).to_have_text("You are talking to Marta Ruiz")
    chat.act(lambda: chat.talk.tell("typing", {"on": True, "by": "person"}))
    expect(page.get_by_text("Marta Ruiz is writing…")).to_be_attached()
    chat.act(lambda: chat.talk.add("person", "Hello, Marta here.", author={"name": "Marta Ruiz"}))
    expect(page.locator(".turn.person")).to_contain_text("Marta Ruiz")
    expect(page.locator(".dots")).to_have_count(0)
    write(page, "Thank you")
    expect(page.locator(".visitor .bubble")).to_have_text("Thank you")
    assert chat.said("agent") == chat.said("agent")[:1]


def test_it_ends_is_rated_and_begins_anew(visitor, chat):
    page = visitor.open()
    write(page, "bye")
    expect(page.get_by_text("This conversation has ended.")).to_be_visible()
    expect(field(page).first).to_be_hidden()
    choose(page, "5 out of 5")
    page.get_by_label("Tell us more (optional)").fill("Quick!")
    choose(page, "Send rating")
    expect(page.get_by_text("Thank you for your rating.")).to_be_visible()
    first = chat.talk
    assert first.ratings == [{"kind": "csat", "score": 5, "comment": "Quick!"}]
    page.reload()
    expect(page.get_by_text("Thank you for your rating.")).to_be_visible()
    choose(page, "New conversation")
    expect(page.locator(".choice").first).to_be_visible()
    expect(said(page, "Goodbye.")).to_have_count(0)
    assert chat.talk is not first


def test_a_visitor_ends_the_conversation_after_being_asked(visitor, chat):
    page = visitor.open()
    write(page, "hello")
    expect(said(page, "You said: hello")).to_be_visible()
    for answer in ("Keep talking", "End conversation"):
        page.get_by_role("button", name="More options").click()
        page.get_by_role("menuitem", name="End conversation").click()
        choose(page, answer)
    expect(page.get_by_text("This conversation has ended.")).to_be_visible()
    assert chat.talk.status == "ended"


def test_what_comes_while_closed_is_counted_and_shown_until_opened(visitor, chat):
    page = visitor.open()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    chat.say("Are you **still** there?")
    chat.say("We close at eight.")
    expect(page.locator(".badge")).to_have_text("2")
    expect(page.get_by_role("button", name="Open chat, 2 unread")).to_be_visible()
    expect(page.locator(".greeting")).to_contain_text("We close at eight.")
    page.reload()
    expect(page.locator(".badge")).to_have_text("2")
    page.locator(".greeting .words").click()
    expect(said(page, "Are you still there?")).to_be_visible()
    expect(page.locator(".badge")).to_be_hidden()
    page.reload()
    expect(said(page, "We close at eight.")).to_be_visible()
    expect(page.locator(".badge")).to_be_hidden()


def test_the_greeting_goes_away_for_good(visitor):
    page = visitor.visit()
    expect(page.locator(".greeting")).to_contain_text("Any question?")
    choose(page, "Dismiss")
    page.reload()
    expect(page.locator(".launcher")).to_be_visible()
    expect(page.locator(".greeting")).to_be_hidden()


def test_a_long_talk_follows_what_is_new_unless_the_reader_went_up(visitor, chat):
    page = visitor.open()
    for number in range(25):
        chat.say(f"Line {number}")
    expect(said(page, "Line 24")).to_be_in_viewport()
    page.locator(".log").hover()
    page.mouse.wheel(0, -900)
    expect(said(page, "Line 24")).not_to_be_in_viewport()
    chat.say("Something new")
    choose(page, "New messages")
    expect(said(page, "Something new")).to_be_in_viewport()


def test_the_conversation_can_be_kept(visitor, chat):
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open()
    choose(page, "Prices")
    expect(page.locator(".sources")).to_be_visible()
    page.get_by_role("button", name="More options").click()
    page.get_by_role("menuitem", name="Copy conversation").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="More options").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Download conversation").click()
    assert download.value.suggested_filename.startswith("conversation-")
    assert download.value.path().read_text() == copied
    assert "A dental cleaning is 55 €." in copied
    assert "Sources: Tarifas 2026, p. 2" in copied
    assert "You:\nPrices" in copied
