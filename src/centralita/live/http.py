"""Requests and answers of the live plane: bodies within limits, JSON without surprises, problems in one shape."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from centralita.kit.errors import AppError, Category, Invalid, TooLarge
from centralita.kit.logs import get_logger

T = TypeVar("T")

LARGEST_BODY: Final = 64 * 1024

_encoder = msgspec.json.Encoder()
log = get_logger(__name__)


class MalformedBody(AppError):
    """Not JSON, or JSON of another shape; `reason` says what is wrong with it."""

    code = "malformed_request"
    category = Category.INVALID


@dataclass(frozen=True, slots=True)
class Problem:
    """An error ready to be sent."""

    status: int
    body: bytes
    headers: Mapping[str, str]


Render = Callable[[AppError, str], Problem]
Handler = Callable[[Request], Awaitable[Response]]


def answer(value: object, status: int = 200) -> Response:
    """JSON of a struct."""
    return Response(_encoder.encode(value), status, media_type="application/json")


async def read_bytes(request: Request, limit: int) -> bytes:
    """The body, refused as soon as it passes the limit."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise TooLarge(limit=f"{limit // 1024} kB")
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise TooLarge(limit=f"{limit // 1024} kB")
        chunks.append(chunk)
    return b"".join(chunks)


async def read(request: Request, decoder: "msgspec.json.Decoder[T]") -> T:
    """The body as a struct. Raises Invalid with the field at fault, or TooLarge."""
    body = await read_bytes(request, LARGEST_BODY)
    try:
        return decoder.decode(body or b"{}")
    except msgspec.ValidationError as error:
        text = str(error)
        field = text.rpartition("at `$")[2].rstrip("`").lstrip(".") if "at `$" in text else None
        raise Invalid(field=field or None, reason=text) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise MalformedBody from None


def language_of(request: Request) -> str:
    """The language for texts about this request."""
    asked = request.query_params.get("language") or request.headers.get("accept-language", "en")
    return asked[:2].lower()


def guarded(handler: Handler, render: Render) -> Handler:
    """Turn errors into problem details, and anything unforeseen into one that tells nothing."""

    async def run(request: Request) -> Response:
        try:
            return await handler(request)
        except AppError as error:
            problem = render(error, language_of(request))
        except ClientDisconnect:
            return Response(status_code=499)
        except Exception:
            log.exception("live_request_failed", path=request.url.path)
            problem = render(AppError(), language_of(request))
        return Response(
            problem.body, problem.status, headers=dict(problem.headers), media_type="application/problem+json"
        )

    return run


def bearer(request: Request) -> str:
    """The token of the request, or an empty text."""
    value: Any = request.headers.get("authorization", "")
    return str(value[7:]) if value[:7].lower() == "bearer " else ""
