"""The OpenAPI document of the whole API: every answer that it may give, printed without a server or a database."""

from collections.abc import Iterable
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from centralita.config.problems import Problem
from centralita.identity.gate.routing import MEDIA

WRITES = frozenset({"post", "put", "patch", "delete"})
# Status → name among the components, and what it says.
REFUSALS = {
    400: ("MalformedRequest", "The request itself cannot be read"),
    401: ("Unauthenticated", "Nobody is signed in"),
    403: ("Forbidden", "The caller may not do this"),
    404: ("NotFound", "No such thing in the organization"),
    409: ("Conflict", "It collides with what is there"),
    412: ("Stale", "Somebody else changed it since it was read (`If-Match`)"),
    413: ("TooLarge", "Larger than the limit"),
    415: ("Unsupported", "A kind of file that is not taken"),
    422: ("Invalid", "The input breaks a rule; `field` and `errors` say where"),
    429: ("Limited", "Too much too fast; `Retry-After` says how long to wait"),
    503: ("Unavailable", "Something this depends on does not answer"),
}


class DocumentedApi(NinjaAPI):
    """An API whose document also tells the refusals, which the edge makes for all routes alike."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        components = document["components"]
        for name, added in problem_components().items():
            components[name] = components.get(name, {}) | added
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                _name_media(operation)
                for status, answer in refusals(_refused_with(path, method, operation)).items():
                    operation["responses"].setdefault(status, answer)
        return document


def problem_components() -> dict[str, dict[str, Any]]:
    """What the refusals of a document refer to: `schemas` and `responses`."""
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {
        "schemas": problem.pop("$defs") | {"Problem": problem},
        "responses": {name: _refusal(told) for name, told in REFUSALS.values()},
    }


def refusals(statuses: Iterable[int]) -> dict[int, dict[str, str]]:
    """Status → what a document says of being refused with it."""
    return {status: {"$ref": f"#/components/responses/{REFUSALS[status][0]}"} for status in sorted(statuses)}


def _refusal(told: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": told, "content": {"application/problem+json": {"schema": schema}}}


def _name_media(operation: dict[str, Any]) -> None:
    """Put the answer of a route that does not answer with JSON under the media types that it named."""
    media = operation.pop(MEDIA, ())
    if media:
        for answer in operation["responses"].values():
            (told,) = answer["content"].values()
            answer["content"] = {
                name: told if name.endswith("json") else {"schema": {"type": "string"}} for name in media
            }


def _refused_with(path: str, method: str, operation: dict[str, Any]) -> set[int]:
    permission = operation["x-permission"]
    statuses = {400, 422, 429, 503}
    if permission != "public":
        statuses |= {401, 403}
    if permission not in {"public", "self"} or "{" in path:
        statuses.add(404)
    if method in WRITES:
        statuses |= {409, 412, 413}
    if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
        statuses.add(415)
    return statuses


def document() -> dict[str, Any]:
    """The control plane's document as OpenAPI 3.1."""
    from centralita.config.api import api

    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    schema["servers"] = [{"url": "/"}]
    return schema
