"""Every route, walked from the OpenAPI document: what may be done by whom, and that tenants never meet.

Nothing here names a slice: a new route is covered on the day it is declared.
"""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from centralita.identity.access.permissions import ROLE_PERMISSIONS, Permission, Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text, to_text
from centralita.operations.conversations.models import Conversation
from centralita.studio.agents.models import AgentVersion
from tests.people import Member, make_member
from tests.walk import PREFIX, Operation, example, ids_in, openapi, operations

OPEN = {"public", "self", "platform"}
TENANT = [each for each in operations() if each.permission not in OPEN]
# What is served beside the API, each with its reason.
BESIDE = {
    "healthz": "probe",
    "readyz": "probe",
    "metrics": "figures, for the monitoring's network only",
    "accounts/": "the return address of other providers' sign-in",
    "_allauth/": "sign-in, documented by the library",
    "dev/mail": "letters, while no mail service is configured and never in production",
    "widget.js": "the script for customers' pages",
    "service-worker.js": "keeps the dashboard's shell for when there is no connection",
    "chat/<str:key>": "an agent's own page",
    r"^(?!api/|_allauth/|static/|chat/|live/).*$": "the dashboard's one page",
}


def named(operation: Operation) -> str:
    return operation.name


def error(answer: Any) -> dict[str, Any]:
    body = answer.json()
    return {name: value for name, value in body.items() if name != "request_id"}


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
        assert answer.status_code == 200, (operation.name, answer.content)


@pytest.mark.database
def test_what_is_ones_own_needs_no_role(make) -> None:
    for operation in operations():
        if operation.permission == "self":
            person = make(role=Role.VIEWER)
            answer = operation.call(person.api.client, operation.address(), {})
            assert answer.status_code not in {401, 403}, (operation.name, answer.content)
            assert answer.status_code < 500, operation.name


# --- tenants never meet


# Routes whose answers move by themselves: what is seen is an act, and whether one may call depends on the hour.
MOVING = ("audit", "contactability", "contact-rules/preview")


class Tenant:
    """An organization with one of everything that the API can make, and the ids of it all by collection."""

    def __init__(self) -> None:
        self.owner = make_member()
        self.ids: dict[str, list[str]] = {}
        self.own = {to_text("org", self.owner.organization_id), to_text("usr", self.owner.user.id)}
        self._fill()

    def call(self, operation: Operation, address: str | None = None) -> Any:
        api = self.owner.api
        body = {"body": self._with_own_ids(example(operation.schema))} if operation.schema else {}
        if operation.media != "application/json":
            body = {}
        return operation.call(api.client, address or operation.address(), api.headers, **body)

    def _with_own_ids(self, value: Any) -> Any:
        """An example's ids exchanged for ones that this tenant has."""
        text = json.dumps(value)
        for identifier in ids_in(text):
            prefix = identifier.partition("_")[0]
            own = next((kept[0] for kept in self.ids.values() if kept[0].startswith(f"{prefix}_")), None)
            text = text.replace(identifier, own) if own else text
        return json.loads(text)

    def _fill(self) -> None:
        """Make what can be made, outer collections first; in the second round also what hangs on the first's."""
        made: set[str] = set()
        for _ in range(2):
            for operation in sorted(TENANT, key=lambda each: each.path.count("/")):
                if operation.method != "POST" or operation.path.startswith("/api/v1/organization/"):
                    continue
                if operation.name.endswith("_delete"):
                    continue
                for address in self.addresses(operation) if operation.ids else [operation.address()]:
                    answer = self.call(operation, address) if operation.name not in made else None
                    if answer is not None and answer.status_code in {200, 201}:
                        made.add(operation.name)
                        self._keep(operation.path, answer)
            if not self.ids.get("/api/v1/conversations"):
                self._converse()
            for operation in TENANT:
                if operation.method == "GET" and not operation.ids:
                    self._keep(operation.path, self.call(operation))
        self.own |= {each for kept in self.ids.values() for each in kept}

    def _keep(self, path: str, answer: Any) -> None:
        if not answer.get("Content-Type", "").startswith("application/json"):
            return
        body = answer.json()
        rows = body.get("items", [body]) if isinstance(body, dict) else []
        for row in rows:
            identifier = row.get("id") if isinstance(row, dict) else None
            if isinstance(identifier, str) and ids_in(identifier):
                kept = self.ids.setdefault(path, [])
                if identifier not in kept:
                    kept.append(identifier)

    def _converse(self) -> None:
        with tenant_scope(self.owner.organization_id):
            version = AgentVersion.objects.order_by("number").first()
            assert version is not None, "the agents' example publishes"
            Conversation.objects.create(
                organization_id=self.owner.organization_id,
                agent_id=version.agent_id,
                blueprint_id=version.blueprint_id,
                channel="widget",
                language="es",
                state=b"",
                started_at=now(),
                last_at=now(),
            )

    def parts(self, operation: Operation) -> dict[str, str] | None:
        """This tenant's ids for each part of a path; None when there is none for one of them."""
        parts: dict[str, str] = {}
        for name in operation.ids:
            collection = operation.path.partition("/{" + name + "}")[0]
            found = self.ids.get(collection)
            if not found:
                return None
            parts[name] = found[0]
        return parts

    def addresses(self, operation: Operation) -> list[str]:
        parts = self.parts(operation) if operation.ids else None
        return [operation.address(**parts)] if parts else []

    def picture(self) -> dict[str, str]:
        """Everything that can be read of it."""
        shown = {}
        for operation in TENANT:
            if operation.method == "GET" and not any(part in operation.path for part in MOVING):
                for address in self.addresses(operation) if operation.ids else [operation.address()]:
                    answer = self.call(operation, address)
                    if answer.get("Content-Type", "").startswith("application/json"):
                        shown[address] = json.dumps(without_acts(answer.json()), sort_keys=True)
        return shown


def without_acts(body: Any) -> Any:
    """A body without what counts the acts of members: taking the picture is one."""
    for row in body.get("items", ()) if isinstance(body, dict) else ():
        if isinstance(row, dict):
            row.pop("recent_acts", None)
            row.pop("last_acted_at", None)
    return body


# Parts of a path that are no tenant's: keys of what ships with the product.
SHIPPED = {"key"}


@pytest.mark.database
@pytest.mark.usefixtures("database")
def test_another_tenants_things_are_unknown_things() -> None:
    ours, theirs = Tenant(), Tenant()
    before = theirs.picture()
    assert len(before) > 15
    walked = set()
    client, headers = ours.owner.api.client, ours.owner.api.headers
    for operation in TENANT:
        if not operation.ids or set(operation.ids) <= SHIPPED:
            continue
        foreign = theirs.parts(operation)
        if foreign is None:
            continue
        walked.add(operation.name)
        same_kind = {name: to_text(each.partition("_")[0], uuid.uuid4()) for name, each in foreign.items()}
        answers = [
            operation.call(client, operation.address(**parts), headers)
            for parts in (
                foreign,
                same_kind,
                dict.fromkeys(foreign, "x"),
                dict.fromkeys(foreign, to_text("zzz", uuid.uuid4())),
            )
        ]
        assert [answer.status_code for answer in answers] == [404] * 4, (operation.name, answers[0].content)
        shapes = [error(answer) for answer in answers]
        assert [sorted(shape) for shape in shapes] == [sorted(shapes[0])] * 4, operation.name
        assert [(shape["code"], shape["title"], shape["detail"]) for shape in shapes] == [
            ("not_found", shapes[0]["title"], shapes[0]["detail"])
        ] * 4, operation.name
    assert theirs.picture() == before
    with_ids = {each.name for each in TENANT if each.ids and not set(each.ids) <= SHIPPED}
    assert with_ids == walked, "no example makes one of these"


@pytest.mark.database
@pytest.mark.usefixtures("database")
def test_no_list_search_or_export_shows_another_tenants_things() -> None:
    ours, theirs = Tenant(), Tenant()
    for operation in TENANT:
        if operation.method != "GET":
            continue
        for address in ours.addresses(operation) if operation.ids else [operation.address()]:
            shown = ours.call(operation, address).content.decode("utf-8", "replace")
            assert not ids_in(shown) & theirs.own, operation.name


@pytest.mark.database
def test_naming_another_organization_is_naming_an_unknown_one(member: Member, make) -> None:
    stranger = make()
    named_ones = [
        to_text("org", stranger.organization_id),
        to_text("org", uuid.uuid4()),
        to_text("agt", uuid.uuid4()),
        "org_x",
        "'; --",
    ]
    for operation in TENANT:
        shapes = []
        for text in named_ones:
            answer = operation.call(member.api.client, operation.address(), {"X-Organization": text})
            assert answer.status_code == 404, (operation.name, text)
            shapes.append(sorted(error(answer)))
            assert answer.json()["code"] == "not_found"
        assert shapes == [shapes[0]] * len(shapes), operation.name


def test_the_walk_reads_ids_as_they_are_written() -> None:
    text = to_text("agt", uuid.UUID(int=7))
    assert ids_in(f'{{"id": "{text}"}}') == {text}
    assert from_text("agt", text).int == 7
