"""What forms ask, read back, and leave for the people of the business."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from centralita.studio.templates.drawing import Flow, Json
from centralita.studio.templates.wording import Lexicon

_OWN_VARIABLES: Final = {"when": "preferred_time"}
_DAYS: Final = ("date", "datetime")
# How whoever asked can be reached: told apart from what they want.
_REACHED_BY: Final = ("phone", "email")


def variable_of(field: str) -> str:
    """The variable that a field fills."""
    return _OWN_VARIABLES.get(field, field)


def given(field: str) -> str:
    """A field's value as it is kept, as a template."""
    return f"{{{{{variable_of(field)}}}}}"


@dataclass(frozen=True, slots=True)
class Asking:
    """The questions of a template. `fields`: what may be asked, by name."""

    fields: Mapping[str, Any]
    words: Lexicon

    def ask(self, flow: Flow, name: str, *, after: str, otherwise: str, again: bool = False) -> str:
        """Ask for a field and go on; `otherwise` is where it leads when no answer does. Its id.

        `again`: it has been asked for before, and is to be put right.
        """
        asked = self.fields[name]
        node = f"fix_{name}" if again else name
        data: Json = {
            "question": self.words.texts("fields", name, "ask"),
            "variable": variable_of(name),
            "input": self._input(name),
        }
        if asked.get("optional"):
            data["optional"] = True
            data["skip_phrases"] = self.words.phrases("skip_words")
        if data["input"]["type"] == "datetime":
            data["retries"] = 3
        flow.add(node, "ask", self.words.name("fields", name, "name"), data)
        flow.link(node, "next", after)
        if data["input"]["type"] != "text" and after != otherwise:
            flow.link(node, "gave_up", otherwise)
        for option, notice in asked.get("notices", {}).items():
            told = f"{node}_{notice}"
            text = {"text": self.words.texts("notices", notice, "text")}
            flow.add(told, "say", self.words.name("notices", notice, "name"), text)
            flow.link(node, option, told)
            flow.link(told, "next", after)
        return node

    def _input(self, name: str) -> Json:
        expected = dict(self.fields[name]["input"])
        if expected["type"] == "choice":
            expected["options"] = [self._option(name, option) for option in self.fields[name]["options"]]
        return expected

    def _option(self, name: str, option: str) -> Json:
        words = self.words.phrases("fields", name, "options", option)
        return {
            "id": option,
            "label": {language: said[0] for language, said in words.items()},
            "synonyms": {language: said[1:] for language, said in words.items()},
        }

    def told(self, asked: Sequence[str]) -> list[str]:
        """The variables of these questions that a person can read back."""
        return [
            variable_of(name)
            for name in asked
            if not self.fields[name].get("optional") and self.fields[name]["input"]["type"] != "yes_no"
        ]

    def summary(self, asked: Sequence[str]) -> dict[str, str]:
        """What was understood, and whether it is right."""
        listed = ", ".join(f"{{{{{name}}}}}" for name in self.told(asked))
        return {
            language: text.replace("[…]", listed) for language, text in self.words.texts("confirm").items()
        }

    def which(self, asked: Sequence[str]) -> Json:
        """The question which of these is to be put right: each is an option."""
        names = {name: self.words.texts("fields", name, "name") for name in asked}
        options = [{"id": name, "label": names[name], "synonyms": {}} for name in asked]
        return {"question": self.words.texts("fix"), "input": {"type": "choice", "options": options}}

    def message(self, title: str, asked: Sequence[str]) -> dict[str, str]:
        """The arguments of a message for the people of the business, in the main language."""
        told = [
            f"{self.words.name('fields', name, 'name').strip('¿?')}: {self._shown(name)}"
            for name in asked
            if name != "name" and name not in _REACHED_BY
        ]
        message = {"message": ". ".join([title, *told])}
        if "name" in asked:
            message["name"] = given("name")
        reached = [given(name) for name in _REACHED_BY if name in asked]
        if reached:
            message["contact"] = ", ".join(reached)
        return message

    def _shown(self, name: str) -> str:
        words = " | in_words: language" if self.fields[name]["input"]["type"] in _DAYS else ""
        return f'{{{{{variable_of(name)}{words} | default: "–"}}}}'
