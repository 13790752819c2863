"""Whatever fits the OpenAPI document, and much that does not, gets an answer that the document tells of.

`CENTRALITA_SCHEMA_EXAMPLES` raises the number of requests for each operation.
"""

import os
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's own, while it is imported
    import schemathesis
    from schemathesis.checks import load_all_checks
    from schemathesis.specs.openapi import checks as openapi_checks

from centralita.config.wsgi import application
from centralita.kit.ids import to_text
from tests.people import Member, make_member
from tests.tenants import Tenant
from tests.walk import Operation, openapi, operations

pytestmark = pytest.mark.database

EXAMPLES = int(os.environ.get("CENTRALITA_SCHEMA_EXAMPLES", "10"))
CSRF = "c" * 32
SETTINGS = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
load_all_checks()
CHECKS = [
    schemathesis.checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.response_schema_conformance,
]
# The document's own example ends the organization, and what takes things away leaves little for others to find.
LAST = {"organization_delete": 2}
ORDER = sorted(operations(), key=lambda each: LAST.get(each.name, each.method == "DELETE"))


def loaded(document: dict[str, Any], address: str) -> Any:
    """A document whose operations can be called; what shows who calls is left to the caller."""
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=address)
    schema.config.generation.update(with_security_parameters=False)
    return schema


def signed_in(member: Member) -> dict[str, Any]:
    """What the dashboard of that person sends with everything."""
    session = member.api.client.cookies["sessionid"].value
    return {
        "headers": {**member.api.headers, "X-CSRFToken": CSRF},
        "cookies": {"sessionid": session, "csrftoken": CSRF},
    }


def _closing(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The application, behind what a server does and the library's client does not: answers are closed."""
    answer = application(environ, start_response)
    try:
        return list(answer)
    finally:
        answer.close()


@pytest.fixture(scope="module")
def tenant(database: object) -> Tenant:
    """An organization with one of everything."""
    return Tenant()


@pytest.fixture(scope="module")
def admin(database: object) -> Member:
    """Somebody who runs the installation."""
    return make_member(is_super_admin=True)


@pytest.fixture(scope="module")
def schema() -> Iterator[Any]:
    """The document, to be called without a network, and with one connection to the database for all that it sends."""
    without_network = loaded(openapi(), "http://testserver")
    without_network.app = _closing
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield without_network
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def checked(schema: Any, operation: Operation, sent: dict[str, Any], known: dict[str, str]) -> None:
    """Send requests of all kinds to one operation and hold each answer against the document."""
    strategy = st.one_of(
        *(
            schema[operation.path][operation.method].as_strategy(generation_mode=mode)
            for mode in modes(operation)
        )
    )

    @SETTINGS
    @given(case=strategy, there=st.sampled_from([True, True, True, False]))
    def send(case: Any, there: bool) -> None:
        if there:
            case.path_parameters.update(known)
        response = case.call_and_validate(**sent, checks=CHECKS)
        answered.add(response.status_code)

    answered: set[int] = set()
    send()
    # Or the requests were not what they should be, and nothing has been tried.
    assert not answered & {401}
    assert not answered <= {403}


def modes(operation: Operation) -> Iterator[schemathesis.GenerationMode]:
    """Requests that fit, and where anything can be wrong, ones that do not."""
    yield schemathesis.GenerationMode.POSITIVE
    if operation.parameters or operation.media:
        yield schemathesis.GenerationMode.NEGATIVE


@pytest.mark.usefixtures("calls_go_on")
@pytest.mark.parametrize("operation", ORDER, ids=lambda each: each.name)
def test_every_answer_is_one_that_the_document_tells_of(
    operation: Operation, schema: Any, tenant: Tenant, admin: Member
) -> None:
    if operation.permission == "platform":
        known = {"organization_id": to_text("org", admin.organization_id)}
        checked(schema, operation, signed_in(admin), known)
    else:
        checked(schema, operation, signed_in(tenant.owner), tenant.parts(operation) or {})
