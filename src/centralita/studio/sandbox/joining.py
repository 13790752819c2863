"""How a browser comes into a web call of the sandbox: a token for one call, for as long as the call waits."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from centralita.kit.ids import OrganizationId
from centralita.kit.signing import InvalidToken, Signer

# Where the browser connects, on our own host.
ADDRESS: Final = "/sandbox/v1/web-calls"
JOIN_WITHIN: Final = timedelta(seconds=45)
# Whoever looks after abandoned lines finds nobody who could still come.
ABANDONED_AFTER: Final = timedelta(seconds=60)
_PURPOSE: Final = "sandbox_web_call"


def join_token(signer: Signer, organization_id: OrganizationId, call_id: UUID) -> str:
    """A token for the browser that may join this call."""
    return signer.sign(_PURPOSE, {"o": organization_id.hex, "c": call_id.hex}, JOIN_WITHIN)


def read_join_token(signer: Signer, token: str) -> tuple[OrganizationId, UUID]:
    """The call that a token opens. Raises InvalidToken or ExpiredToken."""
    payload = signer.verify(_PURPOSE, token)
    try:
        return OrganizationId(UUID(hex=str(payload["o"]))), UUID(hex=str(payload["c"]))
    except (KeyError, ValueError):
        raise InvalidToken from None
