"""Secrets of language models' accounts: sealed for their row, opened only to reach the vendor."""

from collections.abc import Mapping

from centralita.providers.llm.catalog import CATALOG, ModelVendor
from centralita.providers.secrets import AccountSecrets, Split
from centralita.studio.outbound import outbound

_accounts = AccountSecrets("model_account", lambda kind: CATALOG[ModelVendor(kind)].credentials)
context, seal, unseal = _accounts.context, _accounts.seal, _accounts.unseal


def check(kind: ModelVendor, given: Mapping[str, object]) -> Split:
    """Credentials for a new account. Raises CredentialsInvalid or OutboundRefused, naming the field."""
    return _accounts.check(kind, given, outbound().guard)


def merge(kind: ModelVendor, stored: Split, given: Mapping[str, object]) -> Split:
    """Stored credentials with those that were typed. Raises SecretNeeded, and what `check` raises."""
    return _accounts.merge(kind, stored, given, outbound().guard)
