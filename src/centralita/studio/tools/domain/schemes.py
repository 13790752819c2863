"""How an OpenAPI document says that one signs in, as one of our own kinds. Pure; the document is anybody's."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from centralita.studio.tools.domain.foreign import Reading, listed
from centralita.studio.tools.domain.sign_in import FORMS, SignIn

_MOST: Final = 50
Found = tuple[SignIn, Mapping[str, str]]


def sign_in_of(root: Mapping[str, Any], keys: Sequence[tuple[str, str]] = ()) -> Found:
    """The first kind that we have, those that the document asks for everywhere before the others.

    Where it names none, the first of the `keys` that its operations take: `header` or `query`, and a name.
    """
    reading = Reading(root)
    schemes = reading.at(reading.at(root.get("components")).get("securitySchemes"))
    asked = [name for one in listed(root.get("security"))[:_MOST] if isinstance(one, dict) for name in one]
    for name in [*asked, *schemes][:_MOST]:
        found = _kind(reading.at(schemes.get(name)))
        if found is not None:
            return found[0], dict(fitting(*found))
    for where, name in keys[:1]:
        kind, field = (SignIn.API_KEY, "header") if where == "header" else (SignIn.QUERY_KEY, "parameter")
        return kind, dict(fitting(kind, {field: name}))
    return SignIn.NONE, {}


def _kind(scheme: Mapping[str, Any]) -> Found | None:
    match scheme.get("type"), scheme.get("in"), str(scheme.get("scheme") or "").lower():
        case "apiKey", "header", _:
            return SignIn.API_KEY, {"header": str(scheme.get("name") or "")}
        case "apiKey", "query", _:
            return SignIn.QUERY_KEY, {"parameter": str(scheme.get("name") or "")}
        case "http", _, "bearer":
            return SignIn.BEARER, {}
        case "http", _, "basic":
            return SignIn.BASIC, {}
        case "oauth2", _, _:
            return _client(scheme.get("flows"))
        case _:
            return None


def _client(flows: object) -> Found | None:
    flow = flows.get("clientCredentials") if isinstance(flows, dict) else None
    if not isinstance(flow, dict):
        return None
    scopes = flow.get("scopes")
    told = " ".join(str(name) for name in scopes) if isinstance(scopes, dict) else ""
    return SignIn.OAUTH2, {"endpoint": str(flow.get("tokenUrl") or ""), "scope": told}


def fitting(kind: SignIn, credentials: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What of it the form takes: a name that it would refuse is left for people to fill in."""
    form = FORMS[kind]
    needed = {name: "x" for name, one in form.model_fields.items() if one.is_required()}
    for name, text in credentials.items():
        try:
            form.model_validate({**needed, name: text})
        except ValidationError:
            continue
        if text:
            yield name, text
