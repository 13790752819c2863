"""A webhook is believed when one of our secrets signed exactly its bytes, about now; and never otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.signatures import signed, verified

RETELL, ELEVENLABS = VoicePlatform.RETELL, VoicePlatform.ELEVENLABS
NOW = datetime.fromtimestamp(1_760_000_000, UTC)

# Made with the vendors' own libraries.
VECTORS = [
    (
        RETELL,
        b'{"event":"call_ended","call":{"call_id":"call_1"}}',
        "key_test_secret",
        {
            "x-retell-signature": "v=1760000000000,"
            "d=a502b97465aa4ed8e165cea6e1498de0b5c76f63f61e7ef79518bbe39d8a7468"
        },
    ),
    (
        ELEVENLABS,
        b'{"type":"post_call_transcription","event_timestamp":1760000000,"data":{"conversation_id":"conv_1"}}',
        "wsec_test",
        {
            "elevenlabs-signature": "t=1760000000,"
            "v0=9101e2461862640733665b4a008bca87497e08acb545a4ba9d6c5262c932d0e5"
        },
    ),
]


@pytest.mark.parametrize(("platform", "raw", "secret", "headers"), VECTORS)
def test_what_the_vendors_sign_is_believed(platform, raw, secret, headers):
    assert verified(platform, raw, headers, [secret], NOW)
    assert signed(platform, raw, secret, NOW) == headers
    assert not verified(platform, raw + b" ", headers, [secret], NOW)
    assert not verified(platform, raw, headers, [secret + "x"], NOW)
    assert not verified(platform, raw, {}, [secret], NOW)
    assert not verified(platform, raw, {name: text.upper() for name, text in headers.items()}, [secret], NOW)


@pytest.mark.parametrize("platform", list(VoicePlatform))
def test_old_and_new_secret_are_both_good_while_one_is_changed(platform):
    for secret in ("old", "new"):
        assert verified(platform, b"{}", signed(platform, b"{}", secret, NOW), ["new", "old"], NOW)
    assert not verified(platform, b"{}", signed(platform, b"{}", "", NOW), ["", "new"], NOW)
    assert not verified(platform, b"{}", signed(platform, b"{}", "old", NOW), [], NOW)


@pytest.mark.parametrize(("platform", "minutes"), [(RETELL, 5), (ELEVENLABS, 30), (VoicePlatform.SANDBOX, 5)])
@pytest.mark.parametrize("direction", [-1, 1])
def test_the_window_is_shut_on_both_sides(platform, minutes, direction):
    headers = signed(platform, b"{}", "s", NOW)
    inside = NOW + direction * timedelta(minutes=minutes, seconds=-1)
    outside = NOW + direction * timedelta(minutes=minutes, seconds=1)
    assert verified(platform, b"{}", headers, ["s"], inside)
    assert not verified(platform, b"{}", headers, ["s"], outside)


def test_any_of_several_signatures_may_match():
    good = signed(ELEVENLABS, b"{}", "s", NOW)["elevenlabs-signature"].partition(",")[2]
    moment = f"t={int(NOW.timestamp())}"
    for header in (
        f"{moment},v0={'0' * 64},{good}",
        f"{moment}, {good}",
        f"{good},{moment}",
        f"{moment},v1=x,{good}",
    ):
        assert verified(ELEVENLABS, b"{}", {"elevenlabs-signature": header}, ["s"], NOW)
    for header in (
        f"{moment},{moment},{good}",
        good,
        moment,
        f"t=now,{good}",
        f"{moment}," + ",".join([good] * 9),
    ):
        assert not verified(ELEVENLABS, b"{}", {"elevenlabs-signature": header}, ["s"], NOW)


@given(st.sampled_from(list(VoicePlatform)), st.binary(max_size=80), st.text(max_size=120))
def test_no_made_up_header_is_believed_or_breaks_anything(platform, raw, header):
    (name,) = signed(platform, raw, "s", NOW)
    assert not verified(platform, raw, {name: header}, ["s"], NOW)


@given(
    st.sampled_from(list(VoicePlatform)), st.binary(max_size=80), st.text(min_size=1, max_size=40), st.data()
)
def test_one_changed_byte_is_enough(platform, raw, secret, data):
    headers = signed(platform, raw, secret, NOW)
    assert verified(platform, raw, headers, [secret], NOW)
    at = data.draw(st.integers(0, len(raw)))
    changed = raw[:at] + data.draw(st.binary(min_size=1, max_size=3)) + raw[at:]
    assert not verified(platform, changed, headers, [secret], NOW)
