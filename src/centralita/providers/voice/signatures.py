"""Whether a webhook comes from whom it says: our own reading of the vendors' schemes, over the raw bytes.

The vendors' own checkers are not used: one takes any time in the future, compares with `!=`, and breaks on a second
signature. Sources: shared facts on Retell (`X-Retell-Signature`) and ElevenLabs (`ElevenLabs-Signature`).
"""

import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from centralita.providers.voice.platforms import VoicePlatform

# Milliseconds and 64 hexadecimal digits; nothing around them.
_RETELL: Final = re.compile(r"v=([0-9]{1,16}),d=([0-9a-f]{64})")
_RETELL_WINDOW: Final = 300.0
_ELEVENLABS_WINDOW: Final = 1800.0
_LONGEST_HEADER: Final = 1000
_MOST_SIGNATURES: Final = 8


def verified(
    platform: VoicePlatform, raw: bytes, headers: Mapping[str, str], secrets: Iterable[str], now: datetime
) -> bool:
    """Whether one of the `secrets` signed exactly these bytes, at a time near `now`, earlier or later.

    `headers` have lower-case names. While a secret is changed, the old and the new one are both given.
    """
    header, read = _SCHEMES[platform]
    given = headers.get(header, "")
    if not given or len(given) > _LONGEST_HEADER:
        return False
    return read(given, raw, tuple(secrets), now.timestamp())


def signed(platform: VoicePlatform, raw: bytes, secret: str, now: datetime) -> dict[str, str]:
    """The headers with which the platform would send these bytes: for the sandbox and for trying a webhook."""
    header, _ = _SCHEMES[platform]
    if platform is VoicePlatform.ELEVENLABS:
        moment = str(int(now.timestamp()))
        return {header: f"t={moment},v0={_digest(secret, moment.encode() + b'.' + raw)}"}
    moment = str(int(now.timestamp() * 1000))
    return {header: f"v={moment},d={_digest(secret, raw + moment.encode())}"}


def _retell(given: str, raw: bytes, secrets: tuple[str, ...], now: float) -> bool:
    match = _RETELL.fullmatch(given)
    if match is None or abs(now - int(match[1]) / 1000) > _RETELL_WINDOW:
        return False
    return _any_matches(secrets, raw + match[1].encode(), [match[2]])


def _elevenlabs(given: str, raw: bytes, secrets: tuple[str, ...], now: float) -> bool:
    moments: list[str] = []
    signatures: list[str] = []
    for part in given.split(","):
        name, _, value = part.strip().partition("=")
        {"t": moments, "v0": signatures}.get(name, []).append(value)
    if len(moments) != 1 or not 1 <= len(signatures) <= _MOST_SIGNATURES:
        return False
    moment = moments[0]
    if not re.fullmatch(r"[0-9]{1,12}", moment) or abs(now - int(moment)) > _ELEVENLABS_WINDOW:
        return False
    return _any_matches(secrets, moment.encode() + b"." + raw, signatures)


def _any_matches(secrets: tuple[str, ...], message: bytes, signatures: list[str]) -> bool:
    """All pairs are compared, so that the time tells nothing."""
    found = False
    for secret in secrets:
        expected = _digest(secret, message).encode()
        for signature in signatures:
            found |= bool(secret) & hmac.compare_digest(expected, signature.encode(errors="replace"))
    return found


def _digest(secret: str, message: bytes) -> str:
    return hmac.digest(secret.encode(), message, "sha256").hex()


_Scheme = Callable[[str, bytes, tuple[str, ...], float], bool]
_SCHEMES: Final[dict[VoicePlatform, tuple[str, _Scheme]]] = {
    VoicePlatform.RETELL: ("x-retell-signature", _retell),
    VoicePlatform.ELEVENLABS: ("elevenlabs-signature", _elevenlabs),
    VoicePlatform.SANDBOX: ("x-centralita-sandbox-signature", _retell),
}
