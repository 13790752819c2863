"""The OpenAPI document of the whole API, printed without a server or a database."""

from typing import Any


def document() -> dict[str, Any]:
    """The control plane's document as OpenAPI 3.1."""
    from centralita.config.api import api

    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    schema["servers"] = [{"url": "/"}]
    return schema
