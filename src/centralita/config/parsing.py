"""Reading JSON bodies: bounded in size and depth, and free of what no database can keep."""

from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from centralita.kit.errors import AppError, Category, Invalid, TooLarge

_DEEPEST = 64


class MalformedJson(AppError):
    """Not JSON in UTF-8."""

    code = "malformed_json"
    category = Category.INVALID


class UnstorableText(Invalid):
    """A text holds a NUL character, which cannot be kept; `field` says where."""

    code = "text_unstorable"


class TooDeep(Invalid):
    """Objects or lists nested deeper than 64 levels."""

    code = "json_too_deep"


class SafeParser(Parser):
    """Ninja's parser with our limits."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as JSON values. Raises MalformedJson, UnstorableText, TooDeep or TooLarge."""
        try:
            body = request.body
        except RequestDataTooBig:
            raise body_too_large() from None
        return parse_json(body)

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The fields of a form or of an address. Raises UnstorableText."""
        fields: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        _check(fields)
        return fields


def body_too_large() -> TooLarge:
    """The error that says how large a body may be."""
    return TooLarge(limit=f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)} MB")


def parse_json(body: bytes) -> Any:
    """JSON values from bytes, checked."""
    try:
        value = msgspec.json.decode(body)
    except RecursionError:
        raise TooDeep from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise MalformedJson from None
    _check(value)
    return value


def _check(root: Any) -> None:
    """Walk without recursion: the input decides how deep it is."""
    waiting: list[tuple[Any, int, str]] = [(root, 0, "")]
    while waiting:
        value, depth, path = waiting.pop()
        if depth > _DEEPEST:
            raise TooDeep
        if isinstance(value, str):
            if "\0" in value:
                raise UnstorableText(field=path or None)
        elif isinstance(value, dict):
            for key, item in value.items():
                if "\0" in key:
                    raise UnstorableText(field=path or None)
                waiting.append((item, depth + 1, f"{path}.{key}" if path else key))
        elif isinstance(value, list):
            waiting.extend((item, depth + 1, f"{path}.{index}") for index, item in enumerate(value))
