"""Vendors' OpenAPI files, held against what is asked and what is answered.

They are looked for in the folder that CENTRALITA_SPECS names, or in `../shared/specs` beside the project.
"""

import json
import os
import re
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from openapi_schema_validator import OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_URI = "urn:spec"
_PROJECT = Path(__file__).resolve().parents[3]


def folder() -> Path:
    return Path(os.environ.get("CENTRALITA_SPECS") or _PROJECT.parent / "shared" / "specs")


@cache
def spec(name: str) -> "Spec":
    """The spec of this file name. Skips the test where it is absent, and says so."""
    file = folder() / name
    if not file.exists():
        pytest.skip(f"the vendor's spec {name} is not in {folder()} (set CENTRALITA_SPECS)")
    return Spec(json.loads(file.read_text()))


class Spec:
    """One OpenAPI 3.1 document. Problems are told as texts, none where all is well."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        resource = Resource(contents=document, specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(_URI, resource)
        self._validators: dict[str, OAS31Validator] = {}

    def operation(self, method: str, path: str) -> tuple[str, dict[str, str]] | None:
        """The path's template and what stands in its braces; the one with most fixed text first."""
        for pattern, template in self._paths:
            match = pattern.fullmatch(path)
            if match and method.lower() in self._document["paths"][template]:
                return template, match.groupdict()
        return None

    def request_problems(
        self, method: str, template: str, query: dict[str, list[str]], content_type: str, body: bytes
    ) -> list[str]:
        operation = self._document["paths"][template][method.lower()]
        problems = self._query_problems(operation, query)
        given = operation.get("requestBody", {})
        kinds = given.get("content", {})
        kind = content_type.split(";", maxsplit=1)[0].strip()
        if not kinds or (not body and not given.get("required")):
            return problems + (["a body that is not asked for"] if body and not kinds else [])
        if kind not in kinds:
            return [*problems, f"content type {kind!r}, not one of {list(kinds)}"]
        schema = kinds[kind].get("schema", {})
        if kind == "multipart/form-data":
            return problems + _form_problems(self._resolved(schema), body)
        pointer = ("paths", template, method.lower(), "requestBody", "content", kind, "schema")
        try:
            value = json.loads(body)
        except ValueError:
            return [*problems, "the body is no JSON"]
        return problems + self._value_problems(pointer, value)

    def answer_problems(self, method: str, template: str, status: int, value: object) -> list[str]:
        responses = self._document["paths"][template][method.lower()]["responses"]
        if str(status) not in responses:
            return [f"status {status} is not in the spec"]
        content = responses[str(status)].get("content", {})
        if "application/json" not in content or "schema" not in content["application/json"]:
            return []
        pointer = (
            "paths",
            template,
            method.lower(),
            "responses",
            str(status),
            "content",
            "application/json",
            "schema",
        )
        return self._value_problems(pointer, value)

    def _query_problems(self, operation: dict[str, Any], query: dict[str, list[str]]) -> list[str]:
        known = {one["name"]: one for one in operation.get("parameters", []) if one["in"] == "query"}
        problems = [f"unknown query {name}" for name in query if name not in known]
        for name, parameter in known.items():
            if name not in query:
                if parameter.get("required"):
                    problems.append(f"query {name} is missing")
                continue
            text = query[name][0]
            schema = self._resolved(parameter["schema"])
            validator = OAS31Validator(schema, registry=self._registry)
            if not any(validator.is_valid(value) for value in _readings(text)):
                problems.append(f"query {name}={text!r}")
        return problems

    def _value_problems(self, pointer: tuple[str, ...], value: object) -> list[str]:
        path = "/".join(quote(part.replace("~", "~0").replace("/", "~1")) for part in pointer)
        validator = self._validators.get(path)
        if validator is None:
            validator = OAS31Validator({"$ref": f"{_URI}#/{path}"}, registry=self._registry)
            self._validators[path] = validator
        return [
            f"{'.'.join(map(str, error.absolute_path)) or 'body'}: {error.message[:300]}"
            for error in validator.iter_errors(value)
        ]

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            part: Any = self._document
            for name in schema["$ref"].removeprefix("#/").split("/"):
                part = part[name]
            schema = part
        return schema

    @cached_property
    def _paths(self) -> list[tuple[re.Pattern[str], str]]:
        def pattern(template: str) -> re.Pattern[str]:
            return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template)))

        fixed_first = sorted(self._document["paths"], key=lambda template: (template.count("{"), template))
        return [(pattern(template), template) for template in fixed_first]


def _readings(text: str) -> list[object]:
    values: list[object] = [text, [text]]
    if re.fullmatch(r"-?[0-9]+", text):
        values.append(int(text))
    if text in {"true", "false"}:
        values.append(text == "true")
    return values


def _form_problems(schema: dict[str, Any], body: bytes) -> list[str]:
    names = {name.decode() for name in re.findall(rb'form-data; name="([^"]+)"', body)}
    known, required = set(schema.get("properties", {})), set(schema.get("required", []))
    bare = {name.removesuffix("[]") for name in names}
    return [f"unknown field {name}" for name in bare - known] + [
        f"field {name} is missing" for name in required - bare
    ]
