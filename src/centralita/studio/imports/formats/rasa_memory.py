"""What a bot of Rasa knows before it asks, and forgets when a flow is done. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, listed, objects, text, walk
from centralita.studio.imports.formats.rasa_domain import Domain

Json = Mapping[str, Any]
_MOST_FLOWS: Final = 20
_BY_THE_WAY: Final = frozenset({"from_entity", "from_text", "from_intent", "from_trigger_intent", "from_llm"})
_READ: Final = re.compile(r"\bslots\.(\w{1,100})")
_SHOWN: Final = re.compile(r"(?<!\{)\{(\w{1,100})\}")
_BY_CODE: Final = frozenset({"custom", "controlled"})
# What a model, or a reader of names and numbers, finds in a message.
_BY_MODEL: Final = frozenset({"from_llm", "from_entity"})


class Memory:
    """A question is passed over where its slot is filled already. Only slots that another step may fill are looked at."""

    def __init__(self, flows: Mapping[str, Json], domain: Domain) -> None:
        self.domain = domain
        self.steps = {key: list(walk(flow.get("steps"))) for key, flow in flows.items()}
        self.leads = {
            key: [
                other for step in steps if (other := text(step, "call") or text(step, "link")) in self.steps
            ][:_MOST_FLOWS]
            for key, steps in self.steps.items()
        }
        self.kept = {
            key: {text(one) for one in listed(flow, "persisted_slots")} for key, flow in flows.items()
        }
        asked = Counter(text(step, "collect") for steps in self.steps.values() for step in steps)
        self.filled = {slot for slot, count in asked.items() if count > 1}
        self.filled |= {slot for slots in self.kept.values() for slot in slots}
        for slot, told in domain.slots.items():
            by_code = any(text(one, "type") in _BY_CODE for one in objects(told, "mappings"))
            if by_code or at(told, "initial_value") is not None:
                self.filled.add(slot)
        for step in (one for steps in self.steps.values() for one in steps):
            if at(step, "reset_after_flow_ends") is False:
                self.filled.add(text(step, "collect"))
            rows = objects(step, "set_slots")
            self.filled |= {str(slot) for row in rows for slot, value in row.items() if value is not None}
            self.filled |= {text(row, "slot") for row in objects(step, "mapping", "output")}
        asked_for = [text(step, "collect") for steps in self.steps.values() for step in steps if _open(step)]
        self.filled |= {slot for slot in asked_for if self.by_model(slot)}
        self.filled.discard("")
        self._led_to: dict[str, list[str]] = {}
        self._asked: dict[str, dict[str, Json]] = {}
        self._heard: dict[str, list[str]] = {}

    def may_know(self, step: Json) -> bool:
        """Whether the answer to a question may be known when it is come to."""
        return _open(step) and text(step, "collect") in self.filled

    def by_model(self, slot: str) -> bool:
        """Whether a slot is filled by whatever is said, as those are that say nothing else."""
        mappings = {text(one, "type") for one in objects(self.domain.slots.get(slot), "mappings")}
        return not mappings or bool(mappings & _BY_MODEL)

    def hears(self, key: str) -> list[str]:
        """The slots that a flow, or one that it leads to, asks for, and that may be filled before."""
        if key not in self._heard:
            asked = self._asks_of(key).items()
            self._heard[key] = [slot for slot, step in asked if _open(step) and self.by_model(slot)]
        return self._heard[key]

    def asks(self, key: str, slot: str) -> Json:
        """The step that asks for a slot, in a flow or where it leads; nothing where none does."""
        return self._asks_of(key).get(slot, {})

    def reads(self, key: str) -> set[str]:
        """The slots that a flow, or one that it leads to, compares or says."""
        steps = [step for flow in self._reached(key) for step in self.steps.get(flow, ())]
        found = {name for step in steps for value in step.values() for name in _READ.findall(text(value))}
        said = (self.domain.text(text(step, "action") or text(step, "utter")) for step in steps)
        return found | {name for one in said for name in _SHOWN.findall(one)}

    def _asks_of(self, key: str) -> dict[str, Json]:
        """By slot, the step that asks for it; of several one whose answer may be there before, if there is one."""
        if key not in self._asked:
            found = self._asked[key] = {}
            for flow in self._reached(key):
                for step in self.steps.get(flow, ()):
                    slot = text(step, "collect")
                    if slot and (slot not in found or (_open(step) and not _open(found[slot]))):
                        found[slot] = step
        return self._asked[key]

    def _reached(self, key: str) -> list[str]:
        if key in self._led_to:
            return self._led_to[key]
        reached = self._led_to[key] = [key]
        for flow in reached:
            for other in self.leads.get(flow, ()):
                if other not in reached and len(reached) < _MOST_FLOWS:
                    reached.append(other)
        return reached

    def forgets(self, key: str) -> dict[str, Any]:
        """The slots that go back to what they begin with when a flow is done; nothing where none is looked at."""
        reached = self._reached(key)
        steps = [step for flow in reached for step in self.steps.get(flow, ())]
        kept = {text(step, "collect") for step in steps if at(step, "reset_after_flow_ends") is False}
        kept |= {slot for flow in reached for slot in self.kept.get(flow, ())}
        asked = {text(step, "collect"): None for step in steps if text(step, "collect")}
        noted = {
            str(slot): None
            for step in steps
            for row in objects(step, "set_slots")
            for slot, value in row.items()
            if value is not None
        }
        if not noted and not any(self.may_know(step) for step in steps):
            return {}
        return {
            slot: at(self.domain.slots.get(slot), "initial_value")
            for slot in {**asked, **noted}
            if slot not in kept
        }


def _open(step: Json) -> bool:
    """Whether its answer may be there before it asks."""
    return bool(text(step, "collect")) and at(step, "ask_before_filling") is not True


def heard_by_the_way(domain: Domain, flows: Mapping[str, Json]) -> list[str]:
    """Slots that flows or texts read, that nothing asks for or sets, and that were picked out of whatever was said."""
    steps = [step for flow in flows.values() for step in walk(flow)]
    filled = {text(step, "collect") for step in steps}
    filled |= {str(slot) for step in steps for row in objects(step, "set_slots") for slot in row}
    filled |= {text(row, "slot") for step in steps for row in objects(step, "mapping", "output")}
    said = {name for step in steps for value in step.values() for name in _READ.findall(text(value))}
    said |= {
        name
        for variants in domain.responses.values()
        for one in variants
        for name in _SHOWN.findall(text(one, "text"))
    }
    return [
        slot
        for slot, told in domain.slots.items()
        if slot in said - filled
        and any(text(one, "type") in _BY_THE_WAY for one in objects(told, "mappings"))
    ]
