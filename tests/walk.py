"""The API as its OpenAPI document tells it: every operation, with a body made from the document's own examples."""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from centralita.config.openapi import document
from centralita.kit.ids import to_text

PREFIX = "/api/v1"
ID = re.compile(r"\b([a-z]{2,5})_[0-9a-hjkmnp-tv-z]{26}\b")
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Operation:
    """One route and method."""

    method: str
    path: str
    name: str
    permission: str
    parameters: tuple[dict[str, Any], ...]
    media: str | None
    schema: dict[str, Any]

    @property
    def ids(self) -> list[str]:
        """The parts of the path that are ids, not numbers."""
        return [
            each["name"]
            for each in self.parameters
            if each["in"] == "path" and each["schema"].get("type") == "string"
        ]

    @property
    def writes(self) -> bool:
        return self.method in WRITES

    def address(self, **parts: str) -> str:
        """The path with its parts filled in; a part that is not given gets an id that nothing has."""
        filled = self.path
        for each in self.parameters:
            if each["in"] == "path":
                unknown = "1" if each["schema"].get("type") == "integer" else to_text("agt", uuid.uuid4())
                filled = filled.replace("{" + each["name"] + "}", parts.get(each["name"], unknown))
        required = [
            f"{each['name']}={example(each['schema'])}"
            for each in self.parameters
            if each["in"] == "query" and each.get("required")
        ]
        return filled + ("?" + "&".join(required) if required else "")

    def _files(self) -> list[str]:
        """The fields of its form that take files."""
        named = self.schema.get("properties", {})
        return [name for name, each in named.items() if "binary" in json.dumps(each)] or ["file"]

    def call(self, client: Client, address: str, headers: dict[str, str], *, body: Any = ...) -> HttpResponse:
        """Send it with an example body, or with the one given; a streamed answer is read to its end."""
        if self.media == "multipart/form-data":
            file = SimpleUploadedFile("a.txt", b"hola", content_type="text/plain")
            data, media = _form({} if body is not ... else dict.fromkeys(self._files(), file))
        else:
            sent = example(self.schema) if body is ... else body
            data, media = json.dumps(sent).encode() if self.media else b"", "application/json"
        answer = client.generic(self.method, address, data, content_type=media, headers=headers)
        if answer.streaming:
            content = b"".join(answer.streaming_content)
            answer.close()
            answer = HttpResponse(content, status=answer.status_code, content_type=answer["Content-Type"])
        return answer


def _form(fields: dict[str, Any]) -> tuple[bytes, str]:
    return encode_multipart(BOUNDARY, fields), MULTIPART_CONTENT


@cache
def openapi() -> dict[str, Any]:
    return document()


@cache
def operations() -> tuple[Operation, ...]:
    return tuple(_operations())


def _operations() -> Iterator[Operation]:
    for path, methods in openapi()["paths"].items():
        for method, told in methods.items():
            media, schema = None, {}
            for media, content in told.get("requestBody", {}).get("content", {}).items():  # noqa: B007
                schema = content["schema"]
            yield Operation(
                method=method.upper(),
                path=path,
                name=told["operationId"],
                permission=told.get("x-permission", ""),
                parameters=tuple(told.get("parameters", ())),
                media=media,
                schema=schema,
            )


def example(schema: dict[str, Any]) -> Any:
    """A value of this shape: the document's example where it has one, else the least that fits."""
    if "$ref" in schema:
        return example(openapi()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for name in ("const", "default", "example"):
        if name in schema:
            return schema[name]
    for name in ("examples", "enum"):
        if schema.get(name):
            return schema[name][0]
    choices = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if choices:
        return example(next((each for each in choices if each.get("type") != "null"), {}))
    return _least(schema)


def _least(schema: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        return {name: example(schema["properties"][name]) for name in schema.get("required", ())}
    if kind == "array":
        return [example(schema.get("items", {}))] * schema.get("minItems", 0)
    if kind == "string":
        formats = {
            "date": "2026-03-02",
            "time": "09:00",
            "date-time": "2026-03-02T09:00:00Z",
            "email": "a@b.test",
        }
        text = formats.get(schema.get("format", ""), "x")
        return text if "format" in schema else text * max(1, schema.get("minLength", 1))
    if kind in {"integer", "number"}:
        return schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1)
    return {"boolean": True, "null": None}.get(str(kind), "x")


def ids_in(text: str) -> set[str]:
    """Every prefixed id in a text."""
    return {match.group(0) for match in ID.finditer(text)}


# Who may take a route: one of these, or whoever has the permission that it names.
OPEN = {"public", "self", "platform"}
TENANT = [each for each in operations() if each.permission not in OPEN]
