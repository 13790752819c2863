"""What the network does to a conversation: nothing is lost, nothing is doubled, and the visitor is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.widget.reading import field, said, write

pytestmark = pytest.mark.browser


def shown(page: Page) -> list[str]:
    return page.locator(".bubble").all_text_contents()


def test_a_reload_takes_up_where_it_was(visitor, chat):
    page = visitor.open()
    write(page, "hello")
    expect(said(page, "You said: hello")).to_be_visible()
    field(page).fill("half a thought")
    before = shown(page)
    page.reload()
    expect(said(page, "You said: hello")).to_be_visible()
    assert shown(page) == before
    expect(field(page)).to_have_value("half a thought")
    chat.say("Still live.")
    expect(said(page, "Still live.")).to_be_visible()
    assert len(chat.talks) == 1


def test_another_key_is_another_conversation(visitor, chat):
    visitor.open()
    page = visitor.visit(key="cpk_other")
    page.wait_for_timeout(300)
    expect(page.locator(".launcher")).to_have_count(0)


def test_an_answer_that_is_lost_doubles_nothing(visitor, chat):
    page = visitor.open()
    chat.faults.lose_answers = 2
    write(page, "once")
    expect(said(page, "You said: once")).to_have_count(1)
    expect(page.locator(".sent-state")).to_have_count(0)
    assert chat.said("visitor") == ["once"]
    assert len(shown(page)) == len(set(shown(page)))


def test_a_busy_server_is_asked_again_in_the_order_written(visitor, chat):
    page = visitor.open()
    chat.faults.refuse_sends = [
        (503, {"code": "unavailable"}, {}),
        (429, {"code": "limited"}, {"Retry-After": "1"}),
    ]
    write(page, "first")
    write(page, "second")
    expect(said(page, "You said: second")).to_be_visible()
    assert chat.said("visitor") == ["first", "second"]
    expect(page.get_by_text("Connection lost")).to_have_count(0)


def test_a_refused_message_says_why_and_can_be_sent_again(visitor, chat):
    page = visitor.open()
    chat.faults.refuse_sends = [(422, {"code": "too_long", "detail": "That is too long."}, {})]
    write(page, "a long story")
    expect(page.get_by_role("alert")).to_contain_text("Not sent. That is too long.")
    page.get_by_role("button", name="Try again").click()
    expect(said(page, "You said: a long story")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert chat.said("visitor") == ["a long story"]


def test_a_cut_stream_loses_and_doubles_nothing(visitor, chat):
    page = visitor.open()
    for number in range(12):
        if number % 3 == 0:
            chat.cut_streams()
        chat.say(f"News {number}")
        page.wait_for_timeout(60)
    expect(said(page, "News 11")).to_be_visible()
    assert shown(page)[1:] == [f"News {number}" for number in range(12)]


def test_words_written_offline_are_kept_over_a_reload_and_sent_once(visitor, chat):
    page = visitor.open()
    chat.faults.down = True
    chat.cut_streams()
    write(page, "from the train")
    write(page, "and the tunnel")
    expect(page.get_by_text("Connection lost. Trying again…")).to_be_visible()
    expect(page.get_by_text("Will be sent when you are back online")).to_have_count(2)
    chat.faults.down = False
    chat.faults.refuse_sends = [(503, {}, {})]
    page.reload()
    expect(said(page, "You said: and the tunnel")).to_be_visible()
    assert chat.said("visitor") == ["from the train", "and the tunnel"]
    expect(page.get_by_text("Connection lost")).to_have_count(0)


def test_the_browsers_word_that_it_is_online_again_is_enough(visitor, chat):
    page = visitor.open()
    visitor.context.set_offline(True)
    write(page, "hello?")
    expect(page.get_by_text("Connection lost. Trying again…")).to_be_visible()
    page.wait_for_timeout(2500)
    visitor.context.set_offline(False)
    expect(said(page, "You said: hello?")).to_be_visible(timeout=2000)
    expect(page.get_by_text("Connection lost")).to_have_count(0)


def test_it_polls_where_streams_are_blocked(visitor, chat):
    visitor.context.route("**/stream?*", lambda route: route.abort())
    page = visitor.open()
    write(page, "price")
    expect(page.locator(".sources")).to_be_visible()
    chat.say("By the way…")
    expect(said(page, "By the way…")).to_have_count(1)
    expect(page.get_by_text("Connection lost")).to_have_count(0)


def test_a_conversation_that_the_server_forgot_is_begun_anew_with_the_words(visitor, chat):
    page = visitor.open()
    old = chat.talk
    chat.talks.clear()
    write(page, "am I lost?")
    expect(said(page, "You said: am I lost?")).to_be_visible()
    assert chat.talk is not old
    assert chat.said("visitor") == ["am I lost?"]


def test_words_to_a_conversation_that_was_left_for_too_long_begin_the_next_which_knows_it(visitor, chat):
    page = visitor.open()
    old = chat.talk
    for _ in range(500):  # a line that is opened later would tell by itself that it is over
        if old.listeners:
            break
        page.wait_for_timeout(20)
    assert old.listeners
    old.status = "ended"  # and nobody has told this page yet
    write(page, "back again")
    expect(said(page, "You said: back again")).to_be_visible()
    assert chat.talk is not old
    assert chat.talk.start["earlier"] == old.token
    assert "earlier" not in old.start


def test_an_unreachable_start_is_tried_again(visitor, chat):
    page = visitor.visit()
    expect(page.locator(".launcher")).to_be_visible()
    chat.faults.down = True
    page.locator(".launcher").click()
    expect(page.get_by_text("Connection lost. Trying again…")).to_be_visible()
    write(page, "early bird")
    chat.faults.down = False
    expect(said(page, "You said: early bird")).to_be_visible()
    assert len(chat.talks) == 1


def test_tabs_keep_in_step_over_one_stream(visitor, chat):
    one = visitor.open()
    two = visitor.open()
    write(one, "from the first tab")
    expect(said(two, "You said: from the first tab")).to_be_visible()
    write(two, "from the second tab")
    expect(said(one, "You said: from the second tab")).to_be_visible()
    assert len(chat.talks) == 1
    assert len(chat.talk.listeners) == 1
    assert shown(one) == shown(two)
    two.close()
    chat.say("Are you there?")
    expect(said(one, "Are you there?")).to_be_visible()
    write(one, "bye")
    expect(one.get_by_text("This conversation has ended.")).to_be_visible()
    assert chat.said("visitor") == ["from the first tab", "from the second tab", "bye"]


def test_tabs_that_open_at_once_share_one_conversation(visitor, chat):
    pages = [visitor.visit(open="true") for _ in range(3)]
    for page in pages:
        expect(page.locator(".agent .bubble").first).to_be_visible()
    assert len(chat.talks) == 1
