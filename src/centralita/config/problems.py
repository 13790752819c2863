"""Errors as RFC 9457 problem details, in the reader's language. The one place that knows HTTP statuses."""

import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from pydantic import BaseModel, Field

from centralita.kit.errors import AppError, Category, Unavailable
from centralita.kit.languages import reading_language
from centralita.kit.logs import current_request_id, get_logger
from centralita.kit.outage import DATABASE, is_outage

STATUS: dict[Category, int] = {
    Category.INVALID: 422,
    Category.UNAUTHENTICATED: 401,
    Category.FORBIDDEN: 403,
    Category.NOT_FOUND: 404,
    Category.CONFLICT: 409,
    Category.PRECONDITION: 412,
    Category.TOO_LARGE: 413,
    Category.UNSUPPORTED: 415,
    Category.LIMITED: 429,
    Category.UNAVAILABLE: 503,
}
STATUS_OF_CODE: dict[str, int] = {"internal": 500, "agent_not_available": 400}
TEXTS = Path(__file__).parent / "texts"

logger = get_logger(__name__)


@cache
def texts(language: str) -> Mapping[str, Mapping[str, str]]:
    """Code → {title, detail} in a language; English when there is none."""
    file = TEXTS / f"problems.{reading_language(language)}.json"
    loaded: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str
    code: str
    detail: str


class RefusalReason(BaseModel):
    """A rule that stands against it. `until` is when time alone takes it away."""

    code: str
    sentence: str
    until: str | None


class Problem(BaseModel):
    """Why a request was refused (RFC 9457). `code` is stable; `title` and `detail` are in the reader's language."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str | None
    field: str = Field("", description="The input at fault as a dotted path, when there is one")
    errors: list[FieldProblem] = Field([], description="Every field at fault, when the shape is wrong")
    data: dict[str, str | int | float | bool] = Field({}, description="What the text is made of")
    reasons: list[RefusalReason] = Field([], description="Every rule that stands against it, where rules do")


class _Shown(dict[str, object]):
    """Data for a text; what is missing shows as nothing rather than failing."""

    def __missing__(self, key: str) -> str:
        return ""


def problem(
    code: str,
    status: int,
    *,
    language: str,
    data: Mapping[str, object] | None = None,
    field: str | None = None,
    errors: Sequence[Mapping[str, object]] = (),
) -> dict[str, object]:
    """A problem-details object: what happened, where, and what to do next."""
    known = texts(language)
    text = known.get(code) or known["internal" if status >= 500 else "invalid"]
    body: dict[str, object] = {
        "type": f"https://centralita.dev/problems/{code}",
        "title": text["title"],
        "status": status,
        "code": code,
        "detail": text["detail"].format_map(_Shown(data or {})),
        "request_id": current_request_id(),
    }
    if field:
        body["field"] = field
    if errors:
        body["errors"] = list(errors)
    if data:
        body["data"] = {
            name: value for name, value in data.items() if isinstance(value, str | int | float | bool)
        }
        if "reasons" in data:
            body["reasons"] = data["reasons"]
    return body


def status_of(error: AppError) -> int:
    """The HTTP status of an error."""
    return STATUS_OF_CODE.get(error.code, STATUS[error.category])


def answer(body: Mapping[str, object], headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A problem as an HTTP answer."""
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, default=str).encode("utf-8", "replace"),
        status=int(str(body["status"])),
        content_type="application/problem+json",
        headers=dict(headers or {}),
    )


def answer_error(error: AppError, language: str | None = None) -> HttpResponse:
    """The answer to a domain error."""
    status = status_of(error)
    if status >= 500:
        logger.error("request_failed", code=error.code, data=str(error.data))
    headers = {}
    retry_after = error.data.get("retry_after")
    if isinstance(retry_after, int | float):
        headers["Retry-After"] = str(max(1, round(retry_after)))
    body = problem(
        error.code,
        status,
        language=language or translation.get_language() or "en",
        data=error.data,
        field=error.field,
    )
    return answer(body, headers)


def field_path(location: Sequence[object]) -> str:
    """`("body", "payload", "name")` as a person's field name: `name`."""
    parts = [str(part) for part in location]
    if parts and parts[0] in {"body", "query", "path", "header", "form", "file"}:
        parts = parts[1:]
    if len(parts) > 1 and parts[0] in {"payload", "body"}:
        parts = parts[1:]
    return ".".join(parts)


def answer_validation(failures: Sequence[Mapping[str, Any]]) -> HttpResponse:
    """The answer to a body or query that does not have the declared shape."""
    language = translation.get_language() or "en"
    known = texts(language)
    errors = []
    for failure in failures[:50]:
        kind = str(failure.get("type", "invalid"))
        text = known.get(f"field.{kind}") or known["field.invalid"]
        context = {
            name: value
            for name, value in (failure.get("ctx") or {}).items()
            if not isinstance(value, Exception)
        }
        errors.append(
            {
                "field": field_path(failure.get("loc", ())),
                "code": kind,
                "detail": text["detail"].format_map(_Shown(context)),
            }
        )
    first = str(errors[0]["field"]) if errors else None
    return answer(problem("invalid", 422, language=language, field=first, errors=errors))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF check failed."""
    return answer(problem("csrf_failed", 403, language=translation.get_language_from_request(request)))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No route."""
    return answer(problem("not_found", 404, language=translation.get_language_from_request(request)))


def server_error(request: HttpRequest) -> HttpResponse:
    """Something of ours broke, and the request id finds it in the logs; or the database is away."""
    error = sys.exception()
    if is_outage(error):
        DATABASE.failed(str(error))
        unavailable = Unavailable(retry_after=5)
        return answer_error(unavailable, translation.get_language_from_request(request))
    return answer(problem("internal", 500, language=translation.get_language_from_request(request)))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django could not make sense of the request itself."""
    return answer(problem("malformed_request", 400, language=translation.get_language_from_request(request)))


def operator_text(error: AppError) -> str:
    """An error as a sentence for whoever runs this installation."""
    known = texts("en")
    text = known.get(error.code)
    if text is None:
        return str(error)
    return f"{text['title']}. {text['detail'].format_map(_Shown(error.data))}"
