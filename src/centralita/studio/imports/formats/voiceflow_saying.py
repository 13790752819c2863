"""Steps of Voiceflow that say and show: texts, files, cards and buttons. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import MOST_OPTIONS
from centralita.studio.imports.domain.shape import at, fields, first, objects, text
from centralita.studio.imports.formats.voiceflow_step import Step
from centralita.studio.imports.formats.voiceflow_text import slate


def says(step: Step) -> None:
    rows = objects(step.data, "texts") or objects(step.data, "dialogs") or [step.data]
    said = slate(at(rows[0], "content") or at(rows[0], "slate", "content")) or text(rows[0], "message")
    said = said or step.canvas.project.responses.get(
        text(step.data, "responseID") or text(step.data, "messageID"), ""
    )
    said = said or text(rows[0], "output") or slate(at(rows[0], "text"))
    media = first(step.data, "image", "imageUrl", "url") or text(rows[0], "audio")
    if not said.strip() and media:
        step.lose("media", text=media)
        said = media
    if len(rows) > 1 and rows[0] is not step.data:
        step.lose("setting", text=f"{len(rows)} variants")
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
    step.tell_repeated()
    if not names:
        step.adds("say", {"text": step.drawing.texts(said)}) if said else step.passes()
        return
    options = [
        {"id": f"option-{number_ + 1}", "label": step.drawing.texts(step.canvas.words(name) or "…")}
        for number_, name in enumerate(names[:MOST_OPTIONS])
    ]
    question = step.drawing.question(said, step.sheet, step.name, f"{' · '.join(names[:6])}?")
    data = {"question": question, "input": {"type": "choice", "options": options}}
    step.sheet.add(step.key, "ask", step.name, data, step.at)
    for position, button in enumerate(buttons[: len(options)]):
        step.sheet.link(step.key, f"option-{position + 1}", step.led(position, button))
    step.sheet.link(step.key, "next", step.onward)
    step.sheet.link(step.key, "gave_up", step.ports.get("else") or step.ports.get("noMatch") or "")


def link(step: Step) -> None:
    address = text(step.data, "url")
    step.lose("link_opened", text=address or "?")
    step.adds("say", {"text": step.drawing.texts(address or "…")})
