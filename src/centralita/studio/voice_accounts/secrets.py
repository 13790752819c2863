"""Secrets of voice platforms' accounts: sealed for their row, opened to reach the platform and to know its webhooks."""

import secrets
from collections.abc import Mapping

from centralita.providers.secrets import AccountSecrets, Split
from centralita.providers.voice.platforms import CATALOG, VoicePlatform
from centralita.studio.outbound import outbound

_accounts = AccountSecrets("voice_account", lambda kind: CATALOG[VoicePlatform(kind)].credentials)
context, seal, unseal = _accounts.context, _accounts.seal, _accounts.unseal


def check(kind: VoicePlatform, given: Mapping[str, object]) -> Split:
    """Credentials for a new account. Raises CredentialsInvalid or OutboundRefused, naming the field."""
    split = _accounts.check(kind, given, outbound().guard)
    if kind is VoicePlatform.SANDBOX:
        return Split(split.shown, {"webhook_secret": secrets.token_urlsafe(32)})
    return split


def merge(kind: VoicePlatform, stored: Split, given: Mapping[str, object]) -> Split:
    """Stored credentials with those that were typed. Raises SecretNeeded, and what `check` raises."""
    if kind is VoicePlatform.SANDBOX:
        return stored
    return _accounts.merge(kind, stored, given, outbound().guard)
