"""Every route, walked from the OpenAPI document: that it is documented, and what may be done by whom.

Nothing here names a slice: a new route is covered on the day it is declared.
"""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pydantic import BaseModel

from centralita.identity.access.permissions import ROLE_PERMISSIONS, Permission, Role
from centralita.kit.ids import to_text
from tests.people import Member, make_member
from tests.walk import OPEN, PREFIX, TENANT, Operation, openapi, operations

# What is served beside the API, each with its reason.
BESIDE = {
    "healthz": "probe",
    "readyz": "probe",
    "metrics": "figures, for the monitoring's network only",
    "accounts/": "the return address of other providers' sign-in",
    "_allauth/": "sign-in, documented by the library",
    "dev/mail": "letters, while no mail service is configured and never in production",
    "widget.js": "the script for customers' pages",
    "widget-call.js": "what it fetches when somebody wants to speak",
    "widget-capture.js": "what hears the microphone in such a call",
    "service-worker.js": "keeps the dashboard's shell for when there is no connection",
    "chat/<str:key>": "an agent's own page",
    "stop/<str:organization>": "where anybody says that they want no more calls",
    r"^(?!api/|_allauth/|static/|chat/|stop/|live/v1/).*$": "the dashboard's one page",
}


def named(operation: Operation) -> str:
    return operation.name


# --- the document and what is served


def served() -> dict[str, set[str]]:
    """Path → methods, from the URL configuration: each says what it takes when asked for what it does not."""
    found: dict[str, set[str]] = {}
    root = next(each for each in get_resolver().url_patterns if str(each.pattern) == "api/v1/")
    assert isinstance(root, URLResolver)
    client = Client()
    for pattern in root.url_patterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        if route in {"", "openapi.json"}:
            continue
        path = f"{PREFIX}/{route}".replace("<", "{").replace(">", "}")
        asked = client.generic("TRACE", path.replace("{", "").replace("}", ""))
        assert asked.status_code == 405, path
        found.setdefault(path, set()).update(part.strip() for part in asked["Allow"].split(","))
    return found


def test_no_two_shapes_have_one_name() -> None:
    """The document keeps shapes by name: of two the second would be told where the first is meant."""
    found: dict[str, set[str]] = {}
    shapes = [BaseModel]
    while shapes:
        shape = shapes.pop()
        shapes += shape.__subclasses__()
        if shape.__module__.startswith("centralita.") and shape.__module__.endswith("schemas"):
            found.setdefault(shape.__name__, set()).add(shape.__module__)
    assert len(found) > 100
    assert {name: modules for name, modules in found.items() if len(modules) > 1} == {}


def test_what_is_served_is_what_is_documented() -> None:
    told: dict[str, set[str]] = {}
    for operation in operations():
        told.setdefault(operation.path, set()).add(operation.method)
    assert served() == told


def test_beside_the_api_only_what_is_listed_is_served() -> None:
    routes = {str(each.pattern) for each in get_resolver().url_patterns}
    assert routes - {"api/v1/"} == set(BESIDE)


@pytest.mark.parametrize("operation", operations(), ids=named)
def test_every_route_says_who_may_take_it(operation: Operation) -> None:
    assert operation.permission in OPEN | {permission.value for permission in Permission}
    assert operation.path.startswith("/api/v1/platform/") == (operation.permission == "platform")


def test_operations_have_names_of_their_own() -> None:
    names = [operation.name for operation in operations()]
    assert len(names) == len(set(names))
    assert all("_" in name and name == name.lower() for name in names)
    assert openapi()["openapi"].startswith("3.1")


# --- who may


@pytest.mark.database
@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("checks", [False, True], ids=["plain", "csrf"])
def test_whoever_is_not_signed_in_is_asked_to(checks: bool) -> None:
    client = Client(enforce_csrf_checks=checks)
    for operation in operations():
        answer = operation.call(client, operation.address(), {})
        if operation.permission == "public":
            assert answer.status_code not in {401, 403}, operation.name
        else:
            assert answer.status_code == 401, operation.name
            assert answer.json()["code"] == "unauthenticated", operation.name


def worker_for(owner: Member, role: Role) -> Callable[[], Member]:
    """Gives a member of that role, a new one when the last one has left."""
    kept: list[Member] = []

    def give() -> Member:
        if kept and kept[0].api.get("/organization").status_code != 200:
            kept.clear()
        if not kept:
            founder = owner if owner.api.get("/organization").status_code == 200 else make_member()
            kept.append(make_member(in_=founder, role=role))
        return kept[0]

    return give


@pytest.mark.database
@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_do_what_it_says_and_nothing_else(role: Role, member: Member) -> None:
    allowed = {permission.value for permission in ROLE_PERMISSIONS[role]}
    give = worker_for(member, role)
    for operation in TENANT:
        person = give()
        client, headers = person.api.client, person.api.headers
        if operation.permission in allowed:
            answer = operation.call(client, operation.address(), headers)
            assert answer.status_code not in {401, 403}, (operation.name, answer.content)
            assert answer.status_code < 500, (operation.name, answer.content)
        else:
            # Refused whatever is sent: nothing is said of the shape to who may not do it.
            for body in ({"body": ...}, {"body": []}):
                answer = operation.call(client, operation.address(), headers, **body)
                assert answer.status_code == 403, (operation.name, answer.content)
                assert answer.json()["code"] == "forbidden", operation.name


@pytest.mark.database
@pytest.mark.usefixtures("calls_go_on")
def test_the_platforms_door_is_for_super_admins_only(member: Member, make) -> None:
    admin = make(is_super_admin=True)
    for operation in operations():
        if operation.permission != "platform":
            continue
        for body in ({"body": ...}, {"body": []}):
            refused = operation.call(member.api.client, operation.address(), member.api.headers, **body)
            assert (refused.status_code, refused.json()["code"]) == (403, "forbidden"), operation.name
        known = operation.address(organization_id=to_text("org", member.organization_id))
        answer = operation.call(admin.api.client, known, {})
        # Of other things none is known here: whoever may look for them is told so.
        found = {404, 422} if set(re.findall(r"{(\w+)}", operation.path)) - {"organization_id"} else {200}
        assert answer.status_code in found, (operation.name, answer.content)


@pytest.mark.database
def test_what_is_ones_own_needs_no_role(make) -> None:
    for operation in operations():
        if operation.permission == "self":
            person = make(role=Role.VIEWER)
            answer = operation.call(person.api.client, operation.address(), {})
            assert answer.status_code not in {401, 403}, (operation.name, answer.content)
            assert answer.status_code < 500, operation.name
