"""The chat API is held to its document as the control API is: see `test_api_schema`."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.config.chat_openapi import chat_document
from tests.live.talk import api_channel, published_agent
from tests.people import Member, make_member
from tests.test_api_schema import CHECKS, SETTINGS, loaded, schemathesis

pytestmark = pytest.mark.database

# The stream has no end to wait for.
OPERATIONS = [
    (method, path)
    for path, methods in chat_document()["paths"].items()
    for method in methods
    if not path.endswith("/stream")
]


@pytest.fixture(scope="module")
def owner(database: object) -> Member:
    """Somebody with a published agent."""
    return make_member()


@pytest.fixture(scope="module")
def key(owner: Member) -> str:
    """A channel's publishable key."""
    return api_channel(owner, published_agent(owner))


@pytest.fixture(scope="module")
def ticket(owner: Member) -> str:
    """A ticket for tests of the draft: they can be rewound, and as many be opened as one likes."""
    agent = owner.api.get("/agents").json()["items"][0]["id"]
    return str(owner.api.post(f"/agents/{agent}/test-tickets").json()["ticket"])


@pytest.fixture(scope="module")
def schema(server: str) -> Any:
    """The document, to be called on the running server."""
    return loaded(chat_document(), server)


@pytest.mark.parametrize(("method", "path"), sorted(OPERATIONS), ids=lambda each: each)
def test_every_answer_is_one_that_the_document_tells_of(
    method: str, path: str, schema: Any, key: str, ticket: str
) -> None:
    operation = schema[path][method.upper()]
    start = schema["/chat/v1/conversations"]["POST"]
    answered: set[int] = set()

    def open_one() -> tuple[str, str]:
        case = start.Case(body={}, media_type="application/json")
        made = case.call(headers={"Authorization": f"Bearer {ticket}"})
        assert made.status_code == 201, made.text
        return made.json()["conversation"]["id"], made.json()["token"]

    requests = st.one_of(
        operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE),
    )

    @SETTINGS
    @given(case=requests, there=st.sampled_from([True, True, True, False]))
    def send(case: Any, there: bool) -> None:
        token = key
        if "{id}" in path:
            # A new one each time: a conversation may only ask so much a minute, and some of this ends it.
            identifier, token = open_one()
            if there:
                case.path_parameters["id"] = identifier
        answer = case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
        answered.add(answer.status_code)

    send()
    assert not answered & {401}, "the token was not taken, so nothing has been tried"
