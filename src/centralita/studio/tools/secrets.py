"""Secrets of tools: sealed for their row, opened only to reach the other side they were typed for."""

from collections.abc import Mapping

from centralita.kit.outbound import Guard
from centralita.providers.secrets import AccountSecrets, Split
from centralita.studio.tools.domain.sign_in import SignIn, form_of

_accounts = AccountSecrets("tool", form_of)
shared = AccountSecrets("tool_sign_in", form_of)
context, seal, unseal = _accounts.context, _accounts.seal, _accounts.unseal


def check(kind: SignIn, given: Mapping[str, object], guard: Guard) -> Split:
    """What was typed for a sign-in. Raises CredentialsInvalid or OutboundRefused, naming the field."""
    return _accounts.check(kind.value, given, guard)


def merge(kind: SignIn, stored: Split, given: Mapping[str, object], guard: Guard) -> Split:
    """What is stored with what was typed. Raises SecretNeeded, and what `check` raises."""
    return _accounts.merge(kind.value, stored, given, guard)
