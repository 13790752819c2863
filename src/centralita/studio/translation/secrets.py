"""Secrets of translators' accounts: sealed for their row, opened only to reach the service."""

from collections.abc import Mapping

from centralita.providers.secrets import AccountSecrets, Split
from centralita.providers.translation.catalog import CATALOG, TranslatorVendor
from centralita.studio.outbound import outbound

_accounts = AccountSecrets("translator_account", lambda kind: CATALOG[TranslatorVendor(kind)].credentials)
context, seal, unseal = _accounts.context, _accounts.seal, _accounts.unseal


def check(kind: TranslatorVendor, given: Mapping[str, object]) -> Split:
    """Credentials for a new account. Raises CredentialsInvalid or OutboundRefused, naming the field."""
    return _accounts.check(kind, given, outbound().guard)
