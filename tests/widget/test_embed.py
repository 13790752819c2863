"""What the page's author decides: place, colour, language, calls from the page, files, another page's policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.asking import has_focus, press_until
from tests.widget.reading import at_rest, field, said, write

pytestmark = pytest.mark.browser


def test_the_script_tag_decides_place_colour_theme_and_greeting(visitor):
    page = visitor.visit(position="left", color="#c2410c", theme="dark", greeting="Psst!")
    launcher = page.locator(".launcher")
    expect(launcher).to_have_css("background-color", "rgb(194, 65, 12)")
    expect(page.locator(".greeting")).to_contain_text("Psst!")
    expect(page.locator(".root")).to_have_class("root float left dark")
    assert launcher.bounding_box()["x"] < 100


@pytest.mark.parametrize(
    ("language", "button", "first"),
    [("es-MX", "Abrir el chat", "¿En qué puedo ayudarle?"), ("pt", "Abrir o chat", "How can I help you?")],
)
def test_it_speaks_the_pages_language(visitor, language, button, first):
    page = visitor.visit(language=language)
    page.get_by_role("button", name=button, exact=True).click()
    expect(said(page, first)).to_be_visible()
    expect(page.locator(".root")).to_have_attribute("lang", language[:2])


def test_the_language_changes_from_the_menu_and_with_the_conversation(visitor, chat):
    page = visitor.open()
    page.get_by_role("button", name="More options").click()
    page.get_by_role("menuitemcheckbox", name="Español").click()
    expect(said(page, "¿En qué puedo ayudarle?")).to_be_visible()
    expect(field(page)).to_have_attribute("placeholder", "Escriba un mensaje…")
    write(page, "english please")
    expect(field(page)).to_have_attribute("placeholder", "Write a message…")
    assert len(chat.talks) == 1


def test_the_page_can_call_it_before_and_after_it_has_loaded(visitor, chat):
    visitor.context.add_init_script(
        'window.Centralita = [["identify", {name: "Ana", vip: true, nested: {}}], ["open"]]'
    )
    page = visitor.visit()
    expect(page.locator(".agent .bubble").first).to_be_visible()
    assert chat.talk.start["variables"] == {"name": "Ana", "vip": True}
    assert chat.talk.start["page_url"].startswith(chat.site)
    page.evaluate("Centralita.close()")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.evaluate("Centralita.setLanguage('es')")
    expect(page.get_by_role("button", name="Abrir el chat, 1 sin leer")).to_be_visible()
    page.evaluate("Centralita.destroy()")
    expect(page.locator("centralita-chat")).to_have_count(0)


@pytest.mark.parametrize("layout", ["inline", "page"])
def test_it_fills_an_element_or_a_page(visitor, layout):
    page = visitor.visit(target="#whole" if layout == "page" else "#place", layout=layout)
    expect(page.locator(".agent .bubble").first).to_be_visible()
    expect(page.locator(".launcher")).to_have_count(0)
    expect(page.get_by_role("region", name="Clínica Sol")).to_be_visible()
    page.keyboard.press("Escape")
    write(page, "hello")
    expect(said(page, "You said: hello")).to_be_visible()
    at_rest(page)
    box = page.locator(".panel").bounding_box()
    assert (box["width"], box["height"]) == ((1280, 860) if layout == "page" else (520, 560))


def test_a_wrong_key_shows_nothing_and_says_why_to_the_author(visitor):
    said_to_author: list[str] = []
    visitor.context.on("console", lambda message: said_to_author.append(message.text))
    page = visitor.visit(key="cpk_wrong")
    page.wait_for_timeout(400)
    expect(page.locator("centralita-chat")).to_have_count(0)
    assert any("Check the key" in each for each in said_to_author)


def test_an_agent_that_is_away_shows_no_bubble_and_says_so_where_it_fills_an_element(visitor, chat):
    chat.config["available"] = False
    page = visitor.visit()
    page.wait_for_timeout(300)
    expect(page.locator("centralita-chat")).to_have_count(0)
    page = visitor.visit(target="#place")
    expect(page.get_by_text("The assistant is away.")).to_be_visible()
    chat.config["available"] = True
    expect(page.locator(".choice").first).to_be_visible()
    expect(page.get_by_text("The assistant is away.")).to_have_count(0)


def test_the_pages_styles_stay_outside(visitor):
    page = visitor.open()
    bubble = page.locator(".agent .bubble")
    expect(bubble).to_have_css("text-transform", "none")
    expect(bubble).to_have_css("font-size", "14px")
    expect(page.locator(".launcher")).to_have_css("background-color", "rgb(11, 122, 117)")


# A file pasted or dropped, which Playwright cannot do by itself.
GIVE = """([selector, type, name, size = 5]) => {
  const target = document.querySelector("centralita-chat").shadowRoot.querySelector(selector);
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(size)], name, {type: "text/plain"}));
  target.dispatchEvent(type === "paste"
    ? new ClipboardEvent(type, {clipboardData: data, bubbles: true, cancelable: true})
    : new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


class TestFiles:
    def test_a_file_is_picked_sent_and_answered(self, visitor, chat):
        page = visitor.open()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Attach a file").click()
        chooser.value.set_files(
            {"name": "report.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" * 9000}
        )
        expect(page.locator(".item.ready")).to_contain_text("36 kB")
        write(page, "see this")
        expect(said(page, "Got report.pdf.")).to_be_visible()
        expect(page.locator(".visitor .file")).to_contain_text("report.pdf")
        expect(page.locator(".item")).to_have_count(0)
        assert chat.said("visitor") == ["see this"]

    def test_a_sent_file_is_given_back_by_mouse_and_by_keyboard_also_after_a_reload(self, visitor, chat):
        page = visitor.open()
        content = b"<script>top.__wrong.push('ran')</script>"
        page.locator("input[type=file]").set_input_files(
            {"name": "notas del mes.txt", "mimeType": "text/plain", "buffer": content}
        )
        expect(page.locator(".item.ready")).to_be_visible()
        write(page, "keep this")
        expect(said(page, "Got notas del mes.txt.")).to_be_visible()
        page.evaluate(
            """() => {
              window.held = new Set();
              const [make, drop] = [URL.createObjectURL, URL.revokeObjectURL];
              URL.createObjectURL = (blob) => {
                const address = make(blob);
                held.add(address);
                window.kind = blob.type;
                return address;
              };
              URL.revokeObjectURL = (address) => { held.delete(address); drop(address); };
              // Sooner than in life, so that the test need not wait.
              const later = setTimeout;
              window.setTimeout = (work, wait) => later(work, wait / 20);
            }"""
        )
        file = page.get_by_role("button", name="Download notas del mes.txt")
        with page.expect_download() as download:
            file.click()
        assert download.value.suggested_filename == "notas del mes.txt"
        assert download.value.path().read_bytes() == content
        assert page.evaluate("kind") == "application/octet-stream"
        page.wait_for_timeout(1000)
        assert page.evaluate("held.size") == 0

        page.reload()
        expect(file).to_be_visible()
        field(page).focus()
        press_until(page, "Shift+Tab", lambda: has_focus(file))
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.path().read_bytes() == content
        expect(file).to_be_focused()
        assert visitor.context.pages == [page]

    def test_a_file_that_cannot_be_had_is_said_so(self, visitor, chat):
        page = visitor.open()
        chat.say("See.", attachments=[{"id": "att_1", "name": "a.pdf", "size": 1, "type": "application/pdf"}])
        file = page.get_by_role("button", name="Download a.pdf")
        file.click()
        expect(page.get_by_role("status").filter(has_text="That file is no longer here.")).to_be_visible()
        chat.faults.down = True
        file.click()
        expect(page.get_by_role("status").filter(has_text="The file did not get through.")).to_be_visible()

    def test_files_are_dropped_and_pasted(self, visitor):
        page = visitor.open()
        page.evaluate(GIVE, [".log", "dragover", "a.txt"])
        expect(page.get_by_text("Drop the files here")).to_be_visible()
        page.evaluate(GIVE, [".log", "drop", "a.txt"])
        expect(page.get_by_text("Drop the files here")).to_be_hidden()
        page.evaluate(GIVE, ["textarea", "paste", "b.txt"])
        expect(page.locator(".item.ready")).to_have_count(2)
        page.get_by_role("button", name="Remove b.txt").click()
        page.get_by_role("button", name="Send", exact=True).click()
        expect(said(page, "Got a.txt.")).to_be_visible()

    def test_what_cannot_be_taken_is_said(self, visitor, chat):
        page = visitor.open()
        picker = page.locator("input[type=file]")
        page.evaluate(GIVE, [".log", "drop", "big.txt", 10_000_001])
        expect(page.get_by_role("alert")).to_have_text("big.txt is too large. The limit is 10 MB.")
        picker.set_input_files({"name": "none.pdf", "mimeType": "application/pdf", "buffer": b""})
        expect(page.get_by_role("alert")).to_have_text("none.pdf is empty.")
        write(page, "file")
        page.get_by_role("button", name="Choose a file").click()
        picker.set_input_files({"name": "run.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"})
        expect(page.get_by_role("alert")).to_have_text("run.exe: this kind of file is not accepted.")
        picker.set_input_files({"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"<virus>"})
        expect(page.locator(".item")).to_contain_text("This file was refused.")
        assert chat.files == {}

    def test_without_attachments_there_is_no_clip(self, visitor, chat):
        chat.config["widget"]["attachments"] = False
        page = visitor.open()
        expect(page.get_by_role("button", name="Attach a file")).to_be_hidden()
