"""Hostile webhooks: none gets in without a signature that holds, and none breaks anything.

Seeded, so that a failure can be looked at again. `CENTRALITA_HOSTILE=1000000` looks at a million of them,
ten thousand over HTTP.
"""

import hashlib
import hmac
import os
import random
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from centralita.providers.voice.events import read_event
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.reading import read_snapshot
from centralita.providers.voice.signatures import signed, verified
from tests.live.test_intake import SECRET, Sender, conversation, event

COUNT = int(os.environ.get("CENTRALITA_HOSTILE", "20000"))
OVER_HTTP = max(300, COUNT // 100)
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
WINDOWS = {VoicePlatform.RETELL: 300.0, VoicePlatform.SANDBOX: 300.0, VoicePlatform.ELEVENLABS: 1800.0}
ODD = ("\u0660", "½", "\u200b", "é", "\x7f", "\x00", "０", "\ud800", "𝟙", "\u202e", "\xa0")


@dataclass
class Attempt:
    """A request on its way, with what its receiver knows."""

    platform: VoicePlatform
    raw: bytes
    header: str
    value: str
    at: datetime = NOW
    secrets: tuple[str, ...] = (SECRET,)
    done: list[str] = field(default_factory=list)


def body(dice: random.Random, platform: VoicePlatform) -> bytes:
    if platform is VoicePlatform.ELEVENLABS:
        return conversation(f"conv_{dice.randrange(10**6)}")
    return event(
        dice.choice(["call_started", "call_ended", "call_analyzed"]), f"call_{dice.randrange(10**6)}"
    )


def good(dice: random.Random, platform: VoicePlatform, secret: str = SECRET, at: datetime = NOW) -> Attempt:
    raw = body(dice, platform)
    ((header, value),) = signed(platform, raw, secret, at).items()
    return Attempt(platform, raw, header, value, at)


def flip_body(dice: random.Random, one: Attempt) -> None:
    changed = bytearray(one.raw)
    for _ in range(dice.randint(1, 3)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    one.raw = bytes(changed)


def flip_header(dice: random.Random, one: Attempt) -> None:
    if one.value:
        at = dice.randrange(len(one.value))
        one.value = one.value[:at] + chr(ord(one.value[at]) ^ (1 << dice.randrange(7))) + one.value[at + 1 :]


def cut(dice: random.Random, one: Attempt) -> None:
    if dice.random() < 0.5:
        one.raw = one.raw[: dice.randrange(len(one.raw) + 1)]
    else:
        one.value = one.value[: dice.randrange(len(one.value) + 1)]


def add(dice: random.Random, one: Attempt) -> None:
    if dice.random() < 0.5:
        one.raw = dice.choice([one.raw + b" ", b" " + one.raw, one.raw * 2, b"\xef\xbb\xbf" + one.raw])
    else:
        piece = dice.choice([" ", ",", "v=1", ",v0=" + "0" * 64, ",t=1", "\n", one.value, ",d=" + "f" * 64])
        one.value = dice.choice([one.value + piece, piece + one.value, one.value + "," + piece])


def shift(dice: random.Random, one: Attempt) -> None:
    away = dice.choice([1, -1]) * dice.choice([301, 1801, 86_400, 10**8])
    if dice.random() < 0.5:
        one.at = NOW + timedelta(seconds=away)
    else:
        one.value = re.sub(r"[0-9]{10,16}", lambda found: str(int(found[0]) + away), one.value, count=1)


def odd(dice: random.Random, one: Attempt) -> None:
    at = dice.randrange(len(one.value) + 1)
    one.value = one.value[:at] + dice.choice(ODD) + one.value[at + dice.randrange(2) :]


def huge(dice: random.Random, one: Attempt) -> None:
    one.value = dice.choice(
        [one.value * 40, "9" * 5_000, one.value + "," * 2_000, "v=" + "1" * 400 + ",d=" + "0" * 64]
    )


def upper(_dice: random.Random, one: Attempt) -> None:
    one.value = one.value.upper()


def wrong_key(dice: random.Random, one: Attempt) -> None:
    one.secrets = dice.choice([(), ("",), (SECRET + " ",), (SECRET.upper(), "x"), (SECRET[:-1],)])


def other_scheme(dice: random.Random, one: Attempt) -> None:
    bare = hmac.new(SECRET.encode(), one.raw, hashlib.sha256).hexdigest()
    one.value = dice.choice(
        [bare, f"sha256={bare}", f"v1={bare}", f"t=0,v1={bare}", "v=,d=", "t=,v0=", "null"]
    )


def other_request(dice: random.Random, one: Attempt) -> None:
    one.value = good(dice, one.platform).value


MUTATIONS = (
    *(flip_body, flip_header, cut, add, shift, odd, huge, upper, wrong_key, other_scheme, other_request),
)


def mutated(dice: random.Random, one: Attempt) -> Attempt:
    for change in dice.choices(MUTATIONS, k=dice.choice([1, 1, 1, 2, 3])):
        if one.raw:
            change(dice, one)
            one.done.append(change.__name__)
    return one


def holds(one: Attempt) -> bool:
    """Our own word, by another way: some digest in the header is the right one for a moment in it that is near."""
    digests = set(re.findall(r"[0-9a-f]{64}", one.value))
    for moment in re.findall(r"[0-9]{1,16}", one.value):
        retell = one.platform is not VoicePlatform.ELEVENLABS
        if abs(int(moment) / (1000 if retell else 1) - one.at.timestamp()) > WINDOWS[one.platform]:
            continue
        message = one.raw + moment.encode() if retell else moment.encode() + b"." + one.raw
        for secret in filter(None, one.secrets):
            if hmac.new(secret.encode(), message, hashlib.sha256).hexdigest() in digests:
                return True
    return False


def test_no_mutation_gets_past_the_signature_and_none_breaks_it():
    dice = random.Random(20_261_120)
    platforms = tuple(VoicePlatform)
    accepted = 0
    for number in range(COUNT):
        one = mutated(dice, good(dice, platforms[number % len(platforms)]))
        if verified(one.platform, one.raw, {one.header: one.value}, one.secrets, one.at):
            accepted += 1
            assert holds(one), one
    # Some changes leave a valid signature where it was, such as a second one beside it.
    assert accepted < COUNT / 50


def test_nothing_that_is_signed_breaks_the_reading_of_it():
    dice = random.Random(7)
    for number in range(COUNT // 10):
        platform = tuple(VoicePlatform)[number % 3]
        one = good(dice, platform)
        for _ in range(dice.randint(1, 3)):
            if one.raw:
                dice.choice([flip_body, cut])(dice, one)
        told = read_event(platform, one.raw)
        if told is not None:
            assert "\0" not in told.key + told.name + told.call_id
            read_snapshot(platform, one.raw)


@pytest.mark.database
@pytest.mark.usefixtures("database")
def test_over_http_they_are_refused_and_leave_nothing(http, member, make):
    dice = random.Random(11)
    senders = [Sender(http, member), Sender(http, make(), "elevenlabs"), Sender(http, make(), "sandbox")]
    secrets = {sender.platform: sender.secret() for sender in senders}
    for number in range(OVER_HTTP):
        sender = senders[number % len(senders)]
        one = good(dice, sender.platform, secrets[sender.platform], datetime.now(UTC))
        one.secrets = (secrets[sender.platform],)
        one = mutated(dice, one)
        if {"wrong_key", "shift"} & set(one.done) or holds(one):
            # What only its receiver would notice; here the receiver is the real one.
            one.value = one.value[::-1]
        value = one.value.encode("utf-8", "replace").translate(None, b"\r\n\x00")
        headers = [(one.header.encode(), value)]
        if dice.random() < 0.3:
            headers.append((one.header.encode(), dice.choice([b"", value, b"v=1,d=0", b"\xff\xfe"])))
        if dice.random() < 0.1:
            headers.append(
                (b"content-type", dice.choice([b"text/html", b"\xff", b"application/json; charset=utf-7"]))
            )
        path = sender.path if dice.random() < 0.8 else _bent(dice, sender.path)
        try:
            status = http.post(path, content=one.raw, headers=headers).status_code
        except httpx.ProtocolError:
            # Refused before it was read as a request, or nothing that can be sent as one.
            continue
        assert 400 <= status < 500, (status, path, one)
    for sender in senders:
        assert sender.kept() == []


def _bent(dice: random.Random, path: str) -> str:
    at = dice.randrange(len("/hooks/voice/v1/"), len(path))
    return (
        path[:at] + dice.choice(["%00", "%ff", "x", "..", "%F0%9F%98%80", "'", "A" * 3_000]) + path[at + 1 :]
    )
