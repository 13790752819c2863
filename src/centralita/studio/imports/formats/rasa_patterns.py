"""What a bot of Rasa does beside its flows, in patterns of the house that it may change: greet, ask on, look things up. Pure."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import fields, first, objects, text, walk
from centralita.studio.imports.formats.rasa_domain import Domain

Json = Mapping[str, Any]
OWN: Final = "pattern_"
_BEGINS: Final = "pattern_session_start"
_AFTER: Final = "pattern_completed"
_SEARCH: Final = "pattern_search"
_FALLBACK: Final = "pattern_cannot_handle"
_CHATS: Final = "pattern_chitchat"
_SEARCHES: Final = "action_trigger_search"
# What these say has a place of its own here; what else they do is told.
_PLACED: Final = frozenset({_BEGINS, _AFTER, _SEARCH, _FALLBACK, "pattern_human_handoff"})


class Patterns:
    """The patterns that the bot brings, and the texts that stand for those that it leaves as they are."""

    def __init__(self, flows: Mapping[str, Json], domain: Domain, files: Files) -> None:
        self.flows, self.domain, self.files = flows, domain, files

    def lost(self) -> list[str]:
        """Those of which nothing, or not all, is taken over."""
        return [
            key
            for key, flow in self.flows.items()
            if key.startswith(OWN) and (key not in _PLACED or (key != _BEGINS and self._chooses(flow)))
        ]

    @staticmethod
    def _chooses(flow: Json) -> bool:
        return any("if" in one or "link" in one or "call" in one for one in walk(flow.get("steps")))

    def greeting(self) -> str:
        """What is said when a conversation begins."""
        steps = objects(self.flows.get(_BEGINS), "steps")
        steps += [
            one
            for step in steps
            for one in objects(self.flows.get(text(step, "link") or text(step, "call")), "steps")
        ]
        said = "\n\n".join(one for step in steps if (one := self.domain.text(text(step, "action"))))
        return said or self.domain.text("utter_greet") or self.domain.text("utter_welcome")

    def after(self) -> str:
        """What is asked when a flow is done."""
        return self._said(_AFTER) or self.domain.text("utter_can_do_something_else")

    def not_understood(self) -> str:
        """What is said to what no flow is for."""
        house = ("utter_ask_rephrase", "utter_cannot_handle", "utter_free_chitchat_response", "utter_default")
        own = self._said(_FALLBACK) or self._said(_CHATS)
        return own or next((said for name in house if (said := self.domain.text(name))), "")

    def handoff(self) -> str:
        """What is said before a person takes over."""
        return self._said("pattern_human_handoff") or self.domain.text("utter_human_handoff")

    def _said(self, pattern: str) -> str:
        """The first text of a pattern that is one."""
        for step in walk(fields(self.flows.get(pattern)).get("steps")):
            asked = text(step, "utter") or (f"utter_ask_{text(step, 'collect')}" if "collect" in step else "")
            said = self.domain.text(text(step, "action")) or self.domain.text(asked)
            if said:
                return said
        return ""

    @cached_property
    def searched(self) -> str | None:
        """Where it looks up what no flow is for; None where it does not."""
        policies = [
            one
            for document in self.files.values()
            for one in objects(document, "policies")
            if text(one, "name").endswith("EnterpriseSearchPolicy")
        ]
        asks = any(text(step, "action") == _SEARCHES for step in objects(self.flows.get(_SEARCH), "steps"))
        if not policies and not asks:
            return None
        store = fields(policies[0], "vector_store") if policies else {}
        return first(store, "source", "type") or "EnterpriseSearchPolicy"
