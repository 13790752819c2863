"""For the live plane: a granted tool as it was published, how it signs in, and the record of a call.

The statements are for asyncpg, with the organization's id as `$1`, to be run inside its scope.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from centralita.engine.values import Value
from centralita.kit.encryption import Cipher
from centralita.studio.tools.calling import Key
from centralita.studio.tools.domain import definition
from centralita.studio.tools.domain.answer import read_answer
from centralita.studio.tools.domain.approval import is_needed
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.secrets import shared, unseal

_TOOL: Final = (
    "SELECT t.id, t.organization_id, t.name, t.revision, t.sign_in, t.sign_in_shown, t.secret, t.secret_origin,"
    " t.test_mode, s.id AS shared_id, s.kind AS shared_kind, s.shown AS shared_shown, s.secret AS shared_secret,"
    " s.origins AS shared_origins, s.waiting AS shared_waiting, s.revision AS shared_revision"
)
_SHARED: Final = (
    " LEFT JOIN tool_sign_in s ON s.organization_id = t.organization_id AND s.id = t.shared_sign_in_id"
    " WHERE t.organization_id = $1 AND t.id = $2"
)
FIND: Final = (
    f"{_TOOL}, v.content, v.number FROM tool t"
    " JOIN tool_version v ON v.organization_id = t.organization_id AND v.tool_id = t.id AND v.number = $3"
    f"{_SHARED}"
)
# One that was never published, as agents of templates have it until its owner fills in where it is.
FIND_DRAFT: Final = f"{_TOOL}, t.draft AS content, 0 AS number FROM tool t{_SHARED}"
# Nothing comes back when the same wish is known already: by this process, or one that is gone.
BEGIN: Final = (
    "INSERT INTO tool_call (id, organization_id, tool_id, version, source, conversation_id, agent_id, effect_id,"
    " arguments, state, mocked, at, answer, error)"
    " VALUES ($2, $1, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, now(), '', '')"
    " ON CONFLICT (organization_id, conversation_id, effect_id) DO NOTHING RETURNING id"
)
KNOWN: Final = (
    "SELECT id, state, result, error, status, ms FROM tool_call"
    " WHERE organization_id = $1 AND conversation_id = $2 AND effect_id = $3"
)
FINISH: Final = (
    "UPDATE tool_call SET state = $3, status = $4, answer = $5, result = $6::jsonb, error = $7, ms = $8,"
    " ended_at = now() WHERE organization_id = $1 AND id = $2"
)
# Nothing comes back when a person was asked before: by this process, or one that is gone.
ASK: Final = (
    "INSERT INTO tool_approval (id, organization_id, tool_id, version, conversation_id, agent_id, effect_id,"
    " arguments, state, asked_at, expires_at, decided_name, reason)"
    " VALUES ($2, $1, $3, $4, $5, $6, $7, $8::jsonb, 'waiting', now(), now() + make_interval(secs => $9), '', '')"
    " ON CONFLICT (organization_id, conversation_id, effect_id) DO NOTHING RETURNING id"
)
ASKED: Final = (
    "SELECT id, state, reason, extract(epoch FROM expires_at - now())::float8 AS seconds_left FROM tool_approval"
    " WHERE organization_id = $1 AND conversation_id = $2 AND effect_id = $3"
)
LAPSE: Final = (
    "UPDATE tool_approval SET state = $4, decided_at = now() WHERE organization_id = $1 AND conversation_id = $2"
    " AND effect_id = $3 AND state = 'waiting' RETURNING id"
)
# Who the conversation is with, where that is known of somebody on a line.
CONTACT: Final = (
    "SELECT CASE WHEN k.direction = 'inbound' THEN k.from_number ELSE k.to_number END AS number,"
    " c.phones, c.emails, c.do_not_call, k.campaign_id FROM call k"
    " LEFT JOIN contact c ON c.organization_id = k.organization_id AND c.id = k.contact_id"
    " WHERE k.organization_id = $1 AND k.conversation_id = $2 ORDER BY k.id LIMIT 1"
)
SENDING: Final = "SELECT pg_advisory_xact_lock(hashtextextended('sent_message', $1))"
SENT: Final = (
    "SELECT count(*) FILTER (WHERE conversation_id = $3) AS conversation,"
    " count(*) FILTER (WHERE recipient = $4) AS recipient, count(*) AS organization FROM sent_message"
    " WHERE organization_id = $1 AND kind = $2 AND at > now() - interval '1 day'"
)
SEND: Final = (
    "INSERT INTO sent_message (id, organization_id, tool_id, conversation_id, kind, recipient, at)"
    " VALUES ($2, $1, $3, $4, $5, $6, now())"
)
MOCKS: Final = (
    "SELECT arguments, mock_status, mock_body FROM tool_case"
    " WHERE organization_id = $1 AND tool_id = $2 AND mock_status IS NOT NULL ORDER BY id"
)


class SignInWaiting(Exception):
    """Nobody has typed the secret of the shared sign-in yet."""


@dataclass(frozen=True, slots=True)
class Granted:
    """A published tool, ready to be called. `signer` is the row that its secret is sealed for, with its revision."""

    id: UUID
    organization_id: UUID
    name: str
    number: int
    definition: ToolDefinition
    sign_in: SignIn
    shown: Mapping[str, str]
    secret: bytes
    origins: frozenset[str]
    mocked: bool
    signer: tuple[UUID, int]
    shared: bool = False
    waiting: bool = False

    @property
    def connected(self) -> bool:
        """Whether it was ever published: else it is called nowhere, and tests make do with its cases."""
        return self.number > 0

    @property
    def sends(self) -> bool:
        """Whether it is a message to somebody."""
        return self.definition.request.kind in {"email", "sms"}

    def is_mocked(self, arguments: Mapping[str, Value]) -> bool:
        """Whether a test makes do with a case: where the tool says so, and always for messages, what needs a yes
        and what is not connected yet.
        """
        return (
            self.mocked or not self.connected or self.sends or is_needed(self.definition.approval, arguments)
        )

    def key(self, cipher: Cipher) -> Key:
        """How it signs in. Raises Undecryptable and SignInWaiting."""
        if self.sign_in is SignIn.NONE:
            return Key(SignIn.NONE, identity=self.signer)
        if self.waiting:
            raise SignInWaiting
        open_secret = shared.unseal if self.shared else unseal
        opened = open_secret(cipher, self.signer[0], self.organization_id, self.secret)
        return Key(self.sign_in, {**self.shown, **opened}, self.origins, self.signer)


def read_row(row: Mapping[str, object]) -> Granted:
    """What `FIND` found."""
    by = "shared_" if row["shared_id"] is not None else ""
    return Granted(
        id=UUID(str(row["id"])),
        organization_id=UUID(str(row["organization_id"])),
        name=str(row["name"]),
        number=int(str(row["number"])),
        definition=definition.read(_json(row["content"])),
        sign_in=SignIn(str(row["shared_kind" if by else "sign_in"])),
        shown=_json(row["shared_shown" if by else "sign_in_shown"]),
        secret=bytes(row[f"{by}secret"]),  # type: ignore[call-overload]  # bytes or a memoryview, by driver
        origins=frozenset(_json(row["shared_origins"]) if by else [str(row["secret_origin"])]),
        mocked=row["test_mode"] == "mock",
        signer=(UUID(str(row[f"{by}id"])), int(str(row[f"{by}revision"]))),
        shared=bool(by),
        waiting=bool(row["shared_waiting"]),
    )


@dataclass(frozen=True, slots=True)
class Mock:
    """An answer that stands in for the real one."""

    arguments: Mapping[str, Value]
    status: int
    body: str


def choose_mock(mocks: list[Mock], arguments: Mapping[str, Value]) -> Mock | None:
    """The mock for exactly these arguments, else the first."""
    return next((one for one in mocks if one.arguments == arguments), mocks[0] if mocks else None)


def read_mock(mock: Mock, granted: ToolDefinition) -> tuple[bool, Value, str, str]:
    """Whether it is a success, the value for the agent, the text for people, and the code of what went wrong."""
    read = read_answer(mock.status, {}, mock.body.encode(), granted.outputs)
    return not read.error, read.value, read.text, read.error


def _json(value: object) -> Any:
    found: Any = msgspec.json.decode(value) if isinstance(value, str) else value
    return found
