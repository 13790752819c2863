"""A signed text opens only its own door, only in time, and only unaltered."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.clock import FixedClock
from centralita.kit.signing import ExpiredToken, InvalidToken, Signer

HOUR = timedelta(hours=1)


def clock():
    return FixedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))


def signer(**keys):
    keys = keys or {"k1": b"1" * 32}
    return Signer(keys, next(iter(keys)), clock=clock())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=10), json_values, max_size=4))
def test_gives_back_what_was_signed(payload):
    it = signer()
    token = it.sign("chat", payload, HOUR)
    assert it.verify("chat", token) == payload
    assert token.replace(".", "").replace("-", "").replace("_", "").isalnum()


def test_another_purpose_is_refused():
    it = signer()
    with pytest.raises(InvalidToken):
        it.verify("stream", it.sign("chat", {"id": 1}, HOUR))


@given(st.data())
def test_any_change_of_one_character_is_refused(data):
    it = signer()
    token = it.sign("chat", {"id": "cnv_1"}, HOUR)
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("Aaz09-_.").filter(lambda letter: letter != token[at]))
    with pytest.raises(InvalidToken):
        it.verify("chat", token[:at] + letter + token[at + 1 :])


@pytest.mark.parametrize(
    "text", ["", ".", "..", "k1..", "k1.e30.", "ñ.ñ.ñ", "k1." + "A" * 100_000, "k1.A.A", "\x00"]
)
def test_rubbish_is_refused(text):
    with pytest.raises(InvalidToken):
        signer().verify("chat", text)


@given(st.text(max_size=60))
def test_no_text_makes_it_fail_otherwise(text):
    with pytest.raises(InvalidToken):
        signer().verify("chat", text)


def test_it_ends_on_time():
    time = clock()
    it = Signer({"k1": b"1" * 32}, "k1", clock=time)
    token = it.sign("chat", {}, HOUR)
    time.advance(HOUR - timedelta(seconds=1))
    assert it.verify("chat", token) == {}
    time.advance(timedelta(seconds=1))
    with pytest.raises(ExpiredToken):
        it.verify("chat", token)


def test_rotation_keeps_old_tokens_until_the_key_goes():
    token = signer(old=b"o" * 32).sign("chat", {"n": 1}, HOUR)
    both = signer(new=b"n" * 32, old=b"o" * 32)
    assert both.verify("chat", token) == {"n": 1}
    assert both.sign("chat", {}, HOUR).startswith("new.")
    with pytest.raises(InvalidToken):
        signer(new=b"n" * 32).verify("chat", token)


def test_a_key_under_another_name_does_not_help():
    token = signer(a=b"1" * 32).sign("chat", {}, HOUR)
    renamed = "b" + token[1:]
    with pytest.raises(InvalidToken):
        signer(b=b"1" * 32).verify("chat", renamed)


@pytest.mark.parametrize(
    ("keys", "active"),
    [({}, "k"), ({"k": b"short"}, "k"), ({"k": b"1" * 32}, "other"), ({"k.": b"1" * 32}, "k.")],
)
def test_poor_keys_are_refused_at_once(keys, active):
    with pytest.raises(ValueError, match="32 bytes"):
        Signer(keys, active)
