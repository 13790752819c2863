"""Whether an account can be used, and what the platform tells of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import msgspec

from centralita.kit.outbound import Outbound, OutboundAnswerTooLarge, OutboundFailed, OutboundRefused
from centralita.providers.voice.errors import (
    VoiceAnswerStrange,
    VoiceBusy,
    VoiceError,
    VoiceKeyRefused,
    VoiceUnavailable,
    VoiceUnpaid,
)
from centralita.providers.voice.platforms import SANDBOX_LINES, VoicePlatform

_LONGEST: Final = 120
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AccountReport:
    """Whose account it is, in the platform's words, and how many calls it has and may have at once, where told."""

    workspace: str
    calls_now: int | None = None
    calls_at_most: int | None = None


class _Key(msgspec.Struct):
    org_id: str
    org_name: str = ""


class _Concurrency(msgspec.Struct):
    current_concurrency: int | None = None
    concurrency_limit: int | None = None


class _Subscription(msgspec.Struct):
    tier: str = ""


class _User(msgspec.Struct):
    user_id: str
    subscription: _Subscription
    first_name: str | None = None


def check_account(
    platform: VoicePlatform, credentials: Mapping[str, str], outbound: Outbound
) -> AccountReport:
    """Ask the platform who we are. `credentials` are the stored ones, secrets among them. Raises a VoiceError."""
    return _CHECKS[platform](credentials, outbound)


def _retell(credentials: Mapping[str, str], outbound: Outbound) -> AccountReport:
    base = credentials["base_url"].rstrip("/")
    headers = {"authorization": f"Bearer {credentials['api_key']}"}
    key = _get(VoicePlatform.RETELL, f"{base}/get-api-key-info", headers, _Key, outbound)
    lines = _get(VoicePlatform.RETELL, f"{base}/get-concurrency", headers, _Concurrency, outbound)
    return AccountReport(
        _plain(key.org_name or key.org_id), lines.current_concurrency, lines.concurrency_limit
    )


def _elevenlabs(credentials: Mapping[str, str], outbound: Outbound) -> AccountReport:
    base = credentials["base_url"].rstrip("/")
    headers = {"xi-api-key": credentials["api_key"]}
    user = _get(VoicePlatform.ELEVENLABS, f"{base}/v1/user", headers, _User, outbound)
    return AccountReport(_plain(" · ".join(filter(None, (user.first_name, user.subscription.tier)))))


def _sandbox(_credentials: Mapping[str, str], _outbound: Outbound) -> AccountReport:
    return AccountReport("Centralita", calls_at_most=SANDBOX_LINES)


_CHECKS: Final[dict[VoicePlatform, Callable[[Mapping[str, str], Outbound], AccountReport]]] = {
    VoicePlatform.RETELL: _retell,
    VoicePlatform.ELEVENLABS: _elevenlabs,
    VoicePlatform.SANDBOX: _sandbox,
}


def _get(
    platform: VoicePlatform, url: str, headers: Mapping[str, str], shape: type[T], outbound: Outbound
) -> T:
    try:
        answer = outbound.fetch("GET", url, headers={**headers, "accept": "application/json"})
    except OutboundAnswerTooLarge:
        raise VoiceAnswerStrange(platform=platform.value) from None
    except (OutboundFailed, OutboundRefused):
        raise VoiceUnavailable(platform=platform.value) from None
    if answer.status != 200:
        raise _refusal(platform, answer.status)
    try:
        return msgspec.json.decode(answer.body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise VoiceAnswerStrange(platform=platform.value) from None


def _refusal(platform: VoicePlatform, status: int) -> VoiceError:
    kinds: dict[int, type[VoiceError]] = {
        401: VoiceKeyRefused,
        402: VoiceUnpaid,
        403: VoiceKeyRefused,
        429: VoiceBusy,
    }
    kind = kinds.get(status) or (VoiceUnavailable if status >= 500 else VoiceAnswerStrange)
    return kind(platform=platform.value)


def _plain(text: Any) -> str:
    return str(text)[:_LONGEST].encode(errors="replace").decode().replace("\0", "\ufffd")
