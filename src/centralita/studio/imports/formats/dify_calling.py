"""HTTP requests of Dify as tools. Pure: nothing is called."""

import re
from collections.abc import Mapping
from typing import Final

from centralita.studio.imports.domain.shape import at, number, text
from centralita.studio.imports.formats.dify_board import SELECTOR
from centralita.studio.imports.formats.dify_page import Drawers, Json, Page, Place
from centralita.studio.imports.formats.requests import Request

_STATUS: Final = "status_code"
_FORMS: Final = frozenset({"x-www-form-urlencoded", "form-data"})


def _calls(page: Page, key: str, where: Place) -> None:
    data, name, board = page.data(key), page.name(key), page.board
    request = Request(page.drawing, name, page.sheet, name, page.values.known)

    def replaced(match: re.Match[str]) -> str:
        selector = match[1].split(".")
        own = page.values.selected(selector)
        if own is None and selector[0] == "env" and ".".join(selector[1:]) in page.values.secrets:
            page.lose("tool_sign_in", key, tool=name)
        elif own is None:
            page.lose("value_unknown", key, text=page.values.called(selector))
        return "{{" + own + "}}" if own else ""

    def plain(said: str) -> str:
        return SELECTOR.sub(replaced, said)

    headers = [(head, value) for head, said in _pairs(data, "headers") if (value := plain(said))]
    query = [(head, plain(said)) for head, said in _pairs(data, "params")]
    if text(data, "authorization", "type") not in {"", "no-auth"}:
        headers.append(("Authorization", text(data, "authorization", "config", "api_key") or "Bearer"))
    body = at(data, "body", "data")
    is_form = text(data, "body", "type") in _FORMS
    if is_form and not any(head.lower() == "content-type" for head, _ in headers):
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    if isinstance(body, str) and is_form:
        # Older files write it as lines.
        body = {head: plain(value) for head, value in _lines(body)}
    if isinstance(body, list):
        rows = [one for one in body if isinstance(one, Mapping)]
        if text(data, "body", "type") in {"json", "raw-text"}:
            body = "\n".join(text(one, "value") for one in rows)
        else:
            body = {text(one, "key"): plain(text(one, "value")) for one in rows if text(one, "key")}
    tool = request.made(
        label=name,
        about=text(data, "desc") or name,
        method=text(data, "method"),
        address=plain(text(data, "url")),
        headers=headers,
        query=query,
        body=plain(body) if isinstance(body, str) else body,
        seconds=number(data, "timeout", "read") or number(data, "timeout", "max_read_timeout"),
    )
    result = page.values.selected([key, "body"])
    call = {"tool": tool, "arguments": request.call, "result_variable": result}
    page.sheet.add(key, "tool_call", name, call, where)
    failed = board.failed(key) or page.target(key)
    if (key, _STATUS) not in board.asked_for:
        page.sheet.link(key, "next", page.target(key))
        page.sheet.link(key, "failed", failed)
        return
    # How it answered is not told here by a number: it did, or it did not.
    page.lose("status_told", key)
    own = page.values.selected([key, _STATUS])
    for port, status, target in (("next", 200, page.target(key)), ("failed", 500, failed)):
        step = page.sheet.add(
            f"{key} {port}",
            "set",
            name,
            {"assignments": [{"variable": own, "operation": "set", "value": status}]},
        )
        page.sheet.link(key, port, step)
        page.sheet.link(step, "next", target)


def _pairs(data: Json, name: str) -> list[tuple[str, str]]:
    return _lines(text(data, name))


def _lines(said: str) -> list[tuple[str, str]]:
    rows = [line.partition(":") for line in said.splitlines() if ":" in line]
    return [(head.strip(), value.strip()) for head, _, value in rows]


DRAWERS: Final[Drawers] = {"http-request": _calls}
