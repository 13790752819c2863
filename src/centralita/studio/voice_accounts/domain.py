"""Where a platform sends its webhooks: an address that names the account and is hard to guess."""

import secrets

from centralita.kit.errors import AppError, Category
from centralita.kit.ids import MalformedId, OrganizationId, from_text, to_text

HOOK_PREFIX = "whk"
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ORGANIZATION_LENGTH = 26
_SECRET_LENGTH = 26


class UnknownHook(AppError):
    """No account has this address. Answers like a wrong signature."""

    code = "unauthenticated"
    category = Category.UNAUTHENTICATED


def make_hook(organization_id: OrganizationId) -> str:
    """A new hook: `whk_`, the organization, and 130 random bits."""
    organization = to_text(HOOK_PREFIX, organization_id)
    return organization + "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET_LENGTH))


def organization_of_hook(hook: str) -> OrganizationId:
    """The organization that a hook says it belongs to. Raises UnknownHook."""
    head, _, body = hook.partition("_")
    if not body.isascii() or not body.isalnum() or len(body) != _ORGANIZATION_LENGTH + _SECRET_LENGTH:
        raise UnknownHook
    try:
        return OrganizationId(from_text(HOOK_PREFIX, f"{head}_{body[:_ORGANIZATION_LENGTH]}"))
    except MalformedId:
        raise UnknownHook from None
