"""Tenants never meet: every route, walked from the OpenAPI document with another tenant's ids.

Nothing here names a slice: a new route is covered on the day it is declared.
"""

import uuid
from typing import Any

import pytest

from centralita.kit.ids import from_text, to_text
from tests.people import Member
from tests.tenants import Tenant
from tests.walk import TENANT, ids_in

# Parts of a path that are no tenant's: keys of what ships with the product, and what was approved for everybody.
SHIPPED = {"key", "gallery_id"}


def error(answer: Any) -> dict[str, Any]:
    body = answer.json()
    return {name: value for name, value in body.items() if name != "request_id"}


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
