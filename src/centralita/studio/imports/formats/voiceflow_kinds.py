"""Which steps of Voiceflow are drawn how, by what they are called in older and newer files. Pure."""

from collections.abc import Callable
from typing import Final

from centralita.studio.imports.formats import voiceflow_asking as asking
from centralita.studio.imports.formats import voiceflow_calling as calling
from centralita.studio.imports.formats import voiceflow_leading as leading
from centralita.studio.imports.formats import voiceflow_saying as saying
from centralita.studio.imports.formats.voiceflow_step import Step


def draw_step(step: Step) -> None:
    """The step by its kind; one of an unknown kind is passed over."""
    kind = step.kind.lower()
    drawer = _DRAWERS.get(kind) or _DRAWERS.get(kind.split("-v")[0].removesuffix("v2").removesuffix("v3"))
    if drawer is None:
        step.passes("node", kind=step.kind or "?")
    else:
        drawer(step)


_DRAWERS: Final[dict[str, Callable[[Step], None]]] = {
    **dict.fromkeys(("speak", "text", "message", "response"), saying.says),
    **dict.fromkeys(("image", "visual", "audio", "video"), saying.media),
    **dict.fromkeys(("card", "carousel"), saying.cards),
    **dict.fromkeys(("buttons", "choice-v2-buttons"), saying.buttons),
    "url": saying.link,
    **dict.fromkeys(("choice", "interaction"), asking.sorts),
    **dict.fromkeys(("capture", "captures"), asking.captures),
    **dict.fromkeys(("intent", "start-intent", "trigger", "event"), asking.hears),
    "prompt": asking.listens,
    "command": asking.commands,
    **dict.fromkeys(("if", "condition"), leading.decides),
    "set": leading.sets,
    **dict.fromkeys(("flow", "component"), leading.component),
    **dict.fromkeys(("gotonode", "goto", "gotodomain", "goto_node"), leading.goes),
    **dict.fromkeys(("random", "randomize"), leading.splits),
    **dict.fromkeys(("exit", "end", "callforward-end"), leading.ends),
    **dict.fromkeys(("callforward", "call-forward"), leading.forwards),
    **dict.fromkeys(("api", "integrations", "integration"), calling.calls),
    **dict.fromkeys(("ai_response", "generative"), calling.model),
    **dict.fromkeys(("kb-search", "kb_search", "knowledge-base"), calling.searches),
    "agent": calling.agent,
    **dict.fromkeys(("code", "javascript", "function"), calling.runs_code),
    **dict.fromkeys(("trace", "custom", "zapier", "google_sheets"), calling.known_there),
}
