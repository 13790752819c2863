"""A person's hand on a page: the mouse, or nothing but the keyboard."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.asking import press_until

# Of a list that opens, the option is in focus itself or named by what is.
AT_OPTION = """(option) => {
  const one = document.activeElement;
  return one === option || (option.id !== "" && one.getAttribute("aria-activedescendant") === option.id);
}"""


class Hand:
    """How a person works the page: with the mouse, or with nothing but the keyboard."""

    def __init__(self, page: Page, *, keys: bool) -> None:
        self.page, self.keys = page, keys

    def press(self, what: Locator) -> None:
        """A button, a link, a choice."""
        expect(what).to_be_enabled()
        if self.keys:
            what.focus()
            role = what.get_attribute("role") or ""
            self.page.keyboard.press("Space" if role in {"checkbox", "radio", "switch"} else "Enter")
        else:
            what.click()

    def write(self, what: Locator, text: str) -> None:
        """Put a text into a field, in the place of what it says."""
        if self.keys:
            what.focus()
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)
        elif what.get_attribute("contenteditable"):
            # An editor puts its own selection back when it gets the focus: what `fill` selected would stay.
            what.click()
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)
        else:
            what.fill(text)

    def choose(self, field: Locator, option: str) -> None:
        """One of a list that opens."""
        self.press(field)
        # By its own words: below them may stand others.
        wanted = self.page.get_by_role("option").filter(has=self.page.get_by_text(option, exact=True))
        expect(wanted).to_be_visible()
        if self.keys:
            press_until(
                self.page, "ArrowDown", lambda: bool(self.page.evaluate(AT_OPTION, wanted.element_handle()))
            )
            self.page.keyboard.press("Enter")
        else:
            wanted.click()
        expect(wanted).to_be_hidden()
