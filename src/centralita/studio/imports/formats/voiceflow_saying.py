"""Steps of Voiceflow that say and show: texts, files, cards and buttons. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import MOST_OPTIONS
from centralita.studio.imports.domain.shape import at, fields, first, objects, text
from centralita.studio.imports.formats.voiceflow_project import variants
from centralita.studio.imports.formats.voiceflow_step import Step
from centralita.studio.imports.formats.voiceflow_text import slate


def tell_variants(step: Step) -> None:
    """Tell that one of several texts is said."""
    rows = variants(step.data)
    if len(rows) > 1:
        step.lose("setting", text=f"{len(rows)} variants")


def says(step: Step) -> None:
    said = step.canvas.project.said_by(step.data)
    asked_by = step.canvas.asking.get(step.key)
    tell_variants(step)
    if asked_by:
        # The step that takes the answer asks the question.
        step.sheet.stands_for[step.key] = asked_by
        return
    media = first(step.data, "image", "imageUrl", "url") or text(variants(step.data)[0], "audio")
    if not said.strip() and media:
        step.lose("media", text=media)
        said = media
    if not said.strip():
        step.passes("media_gone")
        return
    step.adds("say", {"text": step.drawing.texts(step.canvas.words(said))})


def media(step: Step) -> None:
    address = first(step.data, "image", "imageUrl", "url", "file", "audio") or first(
        fields(step.data, "image"), "url"
    )
    if not address.startswith("http"):
        step.passes("media_gone")
        return
    step.lose("media", text=address)
    step.adds("say", {"text": step.drawing.texts(address)})


def cards(step: Step) -> None:
    cards = objects(step.data, "cards") or [step.data]
    lines = []
    for card in cards:
        parts = (slate(at(card, "title")), slate(at(card, "description")), text(card, "imageUrl"))
        lines.append("\n".join(part for part in parts if part))
    buttons = [button for card in cards for button in objects(card, "buttons")]
    said = step.canvas.words("\n\n".join(line for line in lines if line))
    _asks(step, said, buttons)


def buttons(step: Step) -> None:
    _asks(step, "", objects(step.data, "buttons") or objects(step.data, "items"))


def _asks(step: Step, said: str, buttons: list[Mapping[str, Any]]) -> None:
    names = [text(one, "name") or slate(at(one, "label")) for one in buttons]
    for button in buttons:
        address = slate(at(button, "url"))
        if address:
            step.lose("link_opened", text=address)
    retry = step.repeated()
    if not names:
        step.adds("say", {"text": step.drawing.texts(said)}) if said else step.passes()
        return
    options = [
        {"id": f"option-{number_ + 1}", "label": step.drawing.texts(step.canvas.words(name) or "…")}
        for number_, name in enumerate(names[:MOST_OPTIONS])
    ]
    question = step.drawing.question(said, step.sheet, step.name, f"{' · '.join(names[:6])}?")
    data = {"question": question, "retry_text": retry, "input": {"type": "choice", "options": options}}
    step.sheet.add(step.key, "ask", step.name, data, step.at)
    for position, button in enumerate(buttons[: len(options)]):
        step.sheet.link(step.key, f"option-{position + 1}", step.led(position, button))
    step.sheet.link(step.key, "next", step.onward)
    step.sheet.link(step.key, "gave_up", step.ports.get("else") or step.ports.get("noMatch") or "")


def link(step: Step) -> None:
    address = text(step.data, "url")
    step.lose("link_opened", text=address or "?")
    step.adds("say", {"text": step.drawing.texts(address or "…")})
