"""The edge of the control plane: every route declares its permission, and owns its transaction.

A `TenantRouter` turns a plain function into a route that knows who calls, for which organization, and whether
they may; opens the tenant scope; answers a repeated `Idempotency-Key` with the first answer; and refuses to commit
a write that left no audit entry. A route that forgets its permission cannot be declared.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec, Protocol, Required, TypedDict, TypeVar, Unpack

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router
from pydantic import BaseModel, TypeAdapter

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate import authentication, idempotency
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import AppError, Category

P = ParamSpec("P")
R = TypeVar("R")

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
ORGANIZATION_PARAMETER = {
    "in": "header",
    "name": "X-Organization",
    "required": False,
    "schema": {"type": "string", "examples": ["org_01k9h2v7zq4m8x3n5t6w1y0r2s"]},
    "description": "The organization that the request is about; not needed by someone who belongs to one only.",
}
IDEMPOTENCY_PARAMETER = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Any text of your own. The same request with the same key has one effect; kept 7 days.",
}
# Where a route tells the OpenAPI document, and nobody else, which media types it answers with.
MEDIA = "x-media"


class UnrecordedWrite(AppError):
    """An action wrote without an audit entry: a bug of ours; nothing is committed."""

    code = "internal"
    category = Category.UNAVAILABLE


class EdgeRequest(HttpRequest):
    """A request with what its view wants said beside the body."""

    answer_status: int
    answer_headers: dict[str, str]


class TenantRequest(EdgeRequest):
    """A request whose caller and organization are known."""

    actor: Actor


def dump(value: object) -> bytes:
    """JSON of a schema, a list of them, or plain values, without going through validation again."""
    if isinstance(value, BaseModel):
        return value.model_dump_json(by_alias=True).encode()
    return TypeAdapter(type(value)).dump_json(value, by_alias=True)


def respond(request: EdgeRequest, result: object) -> HttpResponseBase:
    """The result as an answer, with the status and headers that the view asked for."""
    if isinstance(result, HttpResponseBase):
        return result
    status = request.answer_status
    if result is None:
        response = HttpResponse(status=204 if status == 200 else status)
        del response["Content-Type"]
    else:
        response = HttpResponse(dump(result), content_type="application/json", status=status)
    for name, value in request.answer_headers.items():
        response[name] = value
    return response


def _run(
    request: TenantRequest, permission: Permission, operation: str, status: int, view: Callable[[], object]
) -> HttpResponseBase:
    request.answer_status, request.answer_headers = status, {}
    organization_id = authentication.requested_organization(request)
    refused: AppError | None = None
    with tenant_scope(organization_id):
        actor = authentication.actor_of(request, organization_id)
        actor.require(permission)
        request.actor = actor
        key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
        if key is not None:
            answer = idempotency.claim(actor, key, operation, idempotency.content_of(request))
            if answer is not None:
                return idempotency.replayed(answer)
        with witness.watching() as watch:
            try:
                response = respond(request, view())
            except AppError as error:
                if not error.keeps_writes:
                    raise
                refused = error
            if request.method in WRITES and not watch.satisfied:
                raise UnrecordedWrite(operation=operation)
        if refused is not None:
            if key is not None:
                idempotency.release(actor, key)
        elif key is not None and isinstance(response, HttpResponse):
            idempotency.keep(actor, key, idempotency.Answer(response.status_code, response.content))
    if refused is not None:
        raise refused
    return response


def _run_outside(
    request: TenantRequest, permission: Permission, operation: str, status: int, view: Callable[[], object]
) -> HttpResponseBase:
    """The same for a view that opens its own tenant scopes, between which it may wait for the network."""
    request.answer_status, request.answer_headers = status, {}
    organization_id = authentication.requested_organization(request)
    with tenant_scope(organization_id):
        actor = authentication.actor_of(request, organization_id)
        actor.require(permission)
    request.actor = actor
    with witness.watching() as watch:
        response = respond(request, view())
        if request.method in WRITES and not watch.satisfied:
            raise UnrecordedWrite(operation=operation)
    return response


class Declare(Protocol):
    """Makes a view a route, and gives it back as it was."""

    def __call__(self, view: Callable[P, R], /) -> Callable[P, R]: ...


def declare(
    router: Router,
    method: str,
    path: str,
    *,
    run: Callable[[Any, Callable[[], object]], HttpResponseBase],
    auth: Sequence[Callable[[HttpRequest], object]],
    response: Mapping[int, Any],
    operation: str,
    told: Mapping[str, object],
    summary: str | None = None,
) -> Declare:
    """Make views routes of `router`: each is handed to `run` with its request. `told` goes into the document."""

    def declared(view: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(view)
        def edge(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return run(request, lambda: view(request, *args, **kwargs))

        router.add_api_operation(
            path,
            [method],
            edge,
            auth=auth,
            response=dict(response),
            operation_id=operation,
            summary=summary or _summary_of(view),
            description=view.__doc__,
            openapi_extra=dict(told),
        )
        return view

    return declared


class RouteOptions(TypedDict, total=False):
    """What a route is declared with; `TenantRouter.route` explains them."""

    permission: Required[Permission]
    operation: Required[str]
    response: Required[Any]
    status: int
    summary: str | None
    transaction: bool
    media: tuple[str, ...]


class TenantRouter:
    """Routes of one slice. `name` groups them in the API reference."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ninja = Router(tags=[name])

    def route(
        self,
        method: str,
        path: str,
        *,
        permission: Permission,
        operation: str,
        response: Any,
        status: int = 200,
        summary: str | None = None,
        transaction: bool = True,
        media: tuple[str, ...] = (),
    ) -> Declare:
        """Declare `method path`. `operation` is `noun_verb`, the OpenAPI operation id and the audit action.

        With `transaction=False` the caller is known and permitted, but no transaction is open: the view opens its
        own `tenant_scope`s, may talk to the network between them or stream, and takes no `Idempotency-Key`.
        `media` names what is answered when that is not JSON.
        """
        run = _run if transaction else _run_outside
        parameters = [
            ORGANIZATION_PARAMETER,
            *([IDEMPOTENCY_PARAMETER] if method == "POST" and transaction else []),
        ]
        return declare(
            self.ninja,
            method,
            path,
            run=lambda request, view: run(request, permission, operation, status, view),
            auth=authentication.doors(permission),
            response={204 if response is None else status: response},
            operation=operation,
            summary=summary,
            told={"parameters": parameters, "x-permission": permission.value, MEDIA: media},
        )

    def get(self, path: str, **options: Unpack[RouteOptions]) -> Declare:
        """Declare a read."""
        return self.route("GET", path, **options)

    def post(self, path: str, **options: Unpack[RouteOptions]) -> Declare:
        """Declare a creation or a step."""
        return self.route("POST", path, **options)

    def put(self, path: str, **options: Unpack[RouteOptions]) -> Declare:
        """Declare a replacement."""
        return self.route("PUT", path, **options)

    def patch(self, path: str, **options: Unpack[RouteOptions]) -> Declare:
        """Declare a change of parts."""
        return self.route("PATCH", path, **options)

    def delete(self, path: str, **options: Unpack[RouteOptions]) -> Declare:
        """Declare a removal."""
        return self.route("DELETE", path, **options)


def _summary_of(view: Callable[..., object]) -> str:
    first = (view.__doc__ or view.__name__.replace("_", " ").capitalize()).strip().splitlines()[0]
    return first.rstrip(".")


def with_etag(request: EdgeRequest, revision: int) -> None:
    """Say which revision this is, for `If-Match` on the next edit."""
    request.answer_headers["ETag"] = f'"{revision}"'


def expected_revision(request: HttpRequest) -> int | None:
    """The revision that the caller last saw (`If-Match`), or None when they do not say."""
    text = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    return int(text) if text.isdigit() and len(text) < 10 else None
