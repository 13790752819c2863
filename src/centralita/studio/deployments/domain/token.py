"""The token that opens our brain for one deployment: it names the organization and is hard to guess."""

import secrets
from typing import Final

from centralita.kit.errors import NotFound
from centralita.kit.ids import MalformedId, OrganizationId, from_text, to_text

PREFIX: Final = "brn"
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_ORGANIZATION: Final = 26
_SECRET: Final = 32


def make_token(organization_id: OrganizationId) -> str:
    """A new token: `brn_`, the organization, and 160 random bits."""
    return to_text(PREFIX, organization_id) + "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET))


def organization_of_token(token: str) -> OrganizationId:
    """The organization that a token says it belongs to. Raises NotFound."""
    head, _, body = token.partition("_")
    if head != PREFIX or len(body) != _ORGANIZATION + _SECRET:
        raise NotFound(kind="deployment")
    try:
        return OrganizationId(from_text(PREFIX, f"{head}_{body[:_ORGANIZATION]}"))
    except MalformedId:
        raise NotFound(kind="deployment") from None
