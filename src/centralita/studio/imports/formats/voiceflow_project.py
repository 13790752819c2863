"""What all diagrams of a project of Voiceflow share. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, fields, first, listed, objects, text
from centralita.studio.imports.formats.voiceflow_text import slate

Json = Mapping[str, Any]
_MEMORY: Final = re.compile(r"\{+vf_memory\}+")
_BUILT_IN: Final = re.compile(r"(?:VF|AMAZON)\.(\w+?)(?:Intent)?")
# What people say for intents that come with Voiceflow, where a file has no examples of it.
_SAID: Final = {
    "YES": ("yes", "yeah", "ok", "sure", "sí", "claro", "vale", "sim"),
    "NO": ("no", "nope", "no thanks", "no gracias", "não"),
    "HELP": ("help", "help me", "ayuda", "ajuda"),
    "STOP": ("stop", "para", "pare"),
    "CANCEL": ("cancel", "cancelar", "cancela"),
    "REPEAT": ("repeat", "say that again", "repita", "repetir"),
}
_SLOT: Final = re.compile(r"\{\{[^{}]{1,200}\}\}|\{[^{}]{1,200}\}")


class Project:
    """What all diagrams of a project share."""

    def __init__(self, document: Json) -> None:
        self.document = document
        self.version = fields(document, "version")
        self.name = first(fields(document, "project"), "name") or text(self.version, "name")
        self.diagrams = self._diagrams()
        self.root = text(self.version, "rootDiagramID")
        if self.root not in self.diagrams:
            self.root = next(iter(self.diagrams), "")
        locale = text(listed(self.version, "platformData", "settings", "locales"), 0) or text(
            listed(self.version, "prototype", "data", "locales"), 0
        )
        base = locale.partition("-")[0].lower()
        self.language = base if base in {"en", "es", "pt"} else ""
        named = [text(one) or text(one, "name") for one in listed(self.version, "variables")]
        beside = [text(one, "name") for one in objects(document, "variables")]
        self.variables = [name for name in (*named, *beside) if name]
        self.names = {text(one, "id"): text(one, "name") for one in objects(document, "variables")}
        self.names |= {text(one, "id"): text(one, "name") for one in objects(document, "entities")}
        self.slots = {
            text(one, "key"): text(one, "name") for one in objects(self.version, "platformData", "slots")
        }
        # By id: what kind of answer is wanted for a slot or an entity.
        self.kinds = {
            text(one, "key"): text(one, "type", "value")
            for one in objects(self.version, "platformData", "slots")
        } | {text(one, "id"): text(one, "classifier") for one in objects(document, "entities")}
        self.slots_of: dict[str, list[Json]] = {}
        self.intents = self._intents()
        self.resources = fields(self.version, "programResources") or fields(document, "programResources")
        self.responses = self._responses()
        self.prompts = self._prompts()
        self.agents = {text(one, "id"): one for one in objects(document, "agents")}
        self.agents = {
            **{str(key): fields(one) for key, one in fields(self.resources, "agents").items()},
            **self.agents,
        }
        self.defaults = self._defaults()
        # By id: how a way out of an agent is told, and called.
        self.paths = {
            text(one, "id"): (
                text(one, "description") or text(one, "label"),
                text(one, "label") or text(one, "name"),
            )
            for one in [*objects(document, "agentPathTools"), *objects(document, "functionPaths")]
        }
        described = [*objects(self.version, "platformData", "intents"), *objects(document, "intents")]
        self.about = {first(one, "key", "id"): text(one, "description") for one in described}

    def _diagrams(self) -> dict[str, Json]:
        drawn = fields(self.document, "diagrams") or fields(self.document, "programs")
        drawn = drawn or fields(self.version, "programs")
        if drawn:
            root = text(self.version, "rootDiagramID")
            # What the editor offers as a beginning for new blocks is no part of the conversation.
            return {
                str(key): fields(one)
                for key, one in drawn.items()
                if isinstance(one, Mapping) and (key == root or text(one, "type") != "TEMPLATE")
            }
        rows = objects(self.document, "diagrams") or objects(self.document, "programs")
        return {first(one, "_id", "id", "diagramID"): one for one in rows}

    def _intents(self) -> dict[str, tuple[str, list[str]]]:
        """By id or name: what an intent is called, and what people say for it."""
        found: dict[str, tuple[str, list[str]]] = {}
        said: dict[str, list[str]] = {}
        for one in objects(self.document, "utterances"):
            lines = slate(listed(one, "text"))
            said.setdefault(text(one, "intentID"), []).append(lines or text(one, "text"))
        # Those that come with Voiceflow lie beside, among what was last trained.
        trained = objects(self.version, "prototype", "model", "intents")
        for one in [
            *trained,
            *objects(self.version, "platformData", "intents"),
            *objects(self.document, "intents"),
        ]:
            name = text(one, "name")
            inputs = [text(row, "text") or text(row) for row in listed(one, "inputs")]
            lines_ = [line for line in map(_plain, [*inputs, *said.get(text(one, "id"), [])]) if line][:20]
            for key in (text(one, "key"), text(one, "id"), name):
                if key:
                    found[key] = (name or key, lines_)
                    self.slots_of[key] = objects(one, "slots")
        return found

    def slots_heard(self, key: str) -> list[str]:
        """The slots that the sentences of an intent may hold."""
        return [slot for one in self.slots_of.get(key, []) if (slot := text(one, "id"))]

    def needed(self, key: str) -> list[tuple[str, str]]:
        """The slots that an intent cannot do without, each with the question for it."""
        return [
            (text(slot, "id"), question)
            for slot in self.slots_of.get(key, [])
            if at(slot, "required") is True
            and (
                question := text(slot, "dialog", "prompt", 0, "text")
                or slate(at(slot, "dialog", "prompt", 0))
            )
        ][:20]

    def _responses(self) -> dict[str, str]:
        """By the id of a message or a response: what is said, from the newer files where texts lie beside."""
        messages: dict[str, str] = {}
        for key, one in fields(self.resources, "messages").items():
            spoken = next(iter(fields(one, "variants").values()), None)
            messages[str(key)] = slate(at(spoken, 0, "data", "text"))
        variants = {text(one, "id"): one for one in objects(self.document, "responseVariants")}
        for one in objects(self.document, "responseDiscriminators"):
            order = [text(key) for key in listed(one, "variantOrder")]
            said = [
                slate(at(variants.get(key), "data", "text") or at(variants.get(key), "text")) for key in order
            ]
            found = next((line for line in said if line), "")
            if found:
                messages[text(one, "responseID")] = found
        owners = {
            text(row, "id"): text(row, "responseID")
            for row in objects(self.document, "responseDiscriminators")
        }
        for one in objects(self.document, "responseMessages"):
            messages.setdefault(owners.get(text(one, "discriminatorID"), ""), slate(at(one, "text")))
        return messages

    def _prompts(self) -> dict[str, str]:
        """By id: what a model is told, without what it remembers by itself."""
        parts: dict[str, list[str]] = {}
        for one in objects(self.document, "promptMessages"):
            parts.setdefault(text(one, "promptID"), []).append(slate(at(one, "data", "content")))
        found = {key: "\n\n".join(part for part in said if part) for key, said in parts.items()}
        for one in objects(self.document, "prompts"):
            system, said = slate(at(one, "system")), slate(at(one, "text")) or slate(at(one, "prompt"))
            own = "\n\n".join(part for part in (system, said, found.get(text(one, "id"), "")) if part)
            found[text(one, "id")] = own
        for key, one in fields(self.resources, "prompts").items():
            told = [text(one, "system"), *(text(row, "content") for row in objects(one, "messages"))]
            found[str(key)] = "\n\n".join(part for part in told if part) or found.get(str(key), "")
        return {key: _MEMORY.sub("", said).strip() for key, said in found.items()}

    def _defaults(self) -> dict[str, object]:
        """By name: the value that a variable begins with."""
        kept = fields(self.version, "prototype", "surveyorContext", "cmsVariables")
        found = {str(name): at(one, "defaultValue") for name, one in kept.items()}
        beside = {text(one, "name"): at(one, "defaultValue") for one in objects(self.document, "variables")}
        return {name: value for name, value in {**found, **beside}.items() if value not in (None, "", '""')}

    def said_by(self, data: Json) -> str:
        """The words of a step that speaks: the first of its variants, in it or beside."""
        row = variants(data)[0]
        said = slate(at(row, "content") or at(row, "slate", "content")) or text(row, "message")
        said = said or self.responses.get(text(data, "responseID") or text(data, "messageID"), "")
        return (said or text(row, "output") or slate(at(row, "text"))).strip()

    def tools_of(self, agent: str) -> list[str]:
        """What an agent may use there, by name: functions, requests and integrations lie in lists beside it."""
        called = {text(one, "id"): text(one, "name") for one in objects(self.document, "functions")} | {
            text(one, "id"): text(one, "name") for one in objects(self.document, "apiTools")
        }
        found = []
        for key in self.document:
            if not (key.startswith("agent") and key.endswith("Tools")) or key == "agentPathTools":
                continue
            for row in objects(self.document, key):
                if text(row, "agentID") == agent:
                    named = text(row, "functionID") or text(row, "apiToolID") or text(row, "toolID")
                    found.append(text(row, "name") or called.get(named) or named or key)
        return found

    def wanted(self, key: str) -> tuple[str, list[str]]:
        """An intent's name and examples."""
        found = self.intents.get(key)
        if found is None or not found[1]:
            built_in = _BUILT_IN.fullmatch(key)
            name = built_in[1].upper() if built_in is not None else ""
            # Those of Alexa are those of Voiceflow by another name.
            known = self.intents.get(f"VF.{name}", (name.capitalize(), []))[1]
            if name in _SAID:
                return name.capitalize(), known or list(_SAID[name])
        return found or (key, [])


def _plain(line: str) -> str:
    """What people say without the slots in it; nothing where hardly a word is left."""
    left = " ".join(_SLOT.sub(" ", line).split())
    return left if "{" not in left and (left == line or len(left.split()) > 1) else ""


def variants(data: Json) -> list[Json]:
    """The texts that a step says one of."""
    return objects(data, "texts") or objects(data, "dialogs") or [data]
