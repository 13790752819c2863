"""Secrets at rest: sealed, bound to their row, rotated without loss; keys come from the right place."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.encryption import Cipher, Standing, Undecryptable
from centralita.kit.keys import KeyRing, SecretKeyExposed, SecretKeyMissing, SecretKeyWeak, load_keys

GOOD = "q7Zr1mXc0vBn4Kd8Wy2LtPf6Hs9Ja3GuEo5iR"
PRODUCTION = {"CENTRALITA_ENV": "production"}


def cipher(*texts):
    return Cipher.of(KeyRing(texts or ("one",)))


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_opens_what_it_sealed(plain, context):
    sealed = cipher().encrypt(plain, context)
    assert cipher().decrypt(sealed, context) == plain
    assert len(sealed) == len(plain) + 33


def test_the_same_secret_never_looks_the_same_twice():
    assert len({cipher().encrypt(b"secret", b"row 1") for _ in range(100)}) == 100


def test_a_secret_copied_to_another_row_stays_shut():
    sealed = cipher().encrypt(b"secret", b"row 1")
    with pytest.raises(Undecryptable):
        cipher().decrypt(sealed, b"row 2")


def test_any_changed_bit_is_noticed():
    sealed = cipher().encrypt(b"secret", b"row")
    for at in range(len(sealed) * 8):
        altered = bytearray(sealed)
        altered[at // 8] ^= 1 << at % 8
        with pytest.raises(Undecryptable):
            cipher().decrypt(bytes(altered), b"row")


@given(st.binary(max_size=80))
def test_rubbish_is_refused_plainly(rubbish):
    with pytest.raises(Undecryptable):
        cipher().decrypt(rubbish, b"row")


def test_rotation_opens_old_and_seals_new():
    old = cipher("old").encrypt(b"secret", b"row")
    both = cipher("new", "old")
    assert both.decrypt(old, b"row") == b"secret"
    assert both.standing(old) is Standing.OLD
    moved = both.encrypt(both.decrypt(old, b"row"), b"row")
    assert both.standing(moved) is Standing.ACTIVE
    assert cipher("new").decrypt(moved, b"row") == b"secret"


def test_a_missing_key_is_told_from_damage():
    with pytest.raises(Undecryptable) as caught:
        cipher("new").decrypt(cipher("old").encrypt(b"secret", b"row"), b"row")
    assert caught.value.data == {"reason": "key_missing"}


def test_how_a_value_stands_is_told_by_its_beginning():
    sealed = cipher("old").encrypt(b"secret", b"row")
    assert cipher("new").standing(sealed[:5]) is Standing.KEY_MISSING
    assert cipher("new", "old").standing(sealed[:5]) is Standing.OLD
    for rubbish in (b"", sealed[:4], b"\x00" + sealed[1:]):
        assert cipher("old").standing(rubbish) is Standing.DAMAGED


def test_purposes_have_keys_of_their_own():
    ring = KeyRing((GOOD,))
    assert ring.derive("signing") != ring.derive("encryption")
    assert ring.derive("signing") == KeyRing((GOOD,)).derive("signing")


def test_a_ring_shows_nothing():
    assert GOOD not in repr(KeyRing((GOOD,)))
    assert GOOD not in str(KeyRing((GOOD,)))


def test_environment_wins_newest_first(tmp_path):
    ring = load_keys(tmp_path, {"CENTRALITA_SECRET_KEY": " new-key , old-key ,"})
    assert ring.texts == ("new-key", "old-key")
    assert list(tmp_path.iterdir()) == []


def test_first_use_makes_a_private_file_and_keeps_it(tmp_path):
    home = tmp_path / "a" / "b"
    first = load_keys(home, {})
    file = home / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert load_keys(home, {}) == first
    assert len(first.texts[0]) >= 48
    assert list(home.iterdir()) == [file]


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: load_keys(tmp_path, {}), range(32)))
    assert len({ring.texts for ring in rings}) == 1


def test_a_file_that_others_can_read_is_refused(tmp_path):
    load_keys(tmp_path, {})
    (tmp_path / "secret.key").chmod(0o644)
    with pytest.raises(SecretKeyExposed) as caught:
        load_keys(tmp_path, {})
    assert "chmod 600" in str(caught.value.data["mend"])


def test_an_empty_file_is_not_quietly_replaced(tmp_path):
    (tmp_path / "secret.key").touch(0o600)
    with pytest.raises(SecretKeyMissing):
        load_keys(tmp_path, {})


def test_production_makes_no_key_by_itself(tmp_path):
    with pytest.raises(SecretKeyMissing) as caught:
        load_keys(tmp_path, PRODUCTION)
    assert "token_urlsafe" in str(caught.value.data["make"])
    assert list(tmp_path.iterdir()) == []


def test_production_takes_a_file_made_before(tmp_path):
    made = load_keys(tmp_path, {})
    assert load_keys(tmp_path, PRODUCTION) == made


@pytest.mark.parametrize(
    "text",
    [
        "changeme",
        "x" * 64,
        "short",
        "please-change-me-before-you-go-live-0123456789",
        f"{GOOD},django-insecure-0123456789abcdefghijklm",
    ],
)
def test_production_refuses_known_and_poor_keys(tmp_path, text):
    with pytest.raises(SecretKeyWeak) as caught:
        load_keys(tmp_path, PRODUCTION | {"CENTRALITA_SECRET_KEY": text})
    assert text not in str(caught.value)


def test_production_takes_a_good_key(tmp_path):
    assert load_keys(tmp_path, PRODUCTION | {"CENTRALITA_SECRET_KEY": GOOD}).texts == (GOOD,)


@pytest.mark.parametrize("keys", [{}, {"00000001": b"short"}])
def test_a_cipher_without_proper_keys_is_a_mistake_of_ours(keys):
    with pytest.raises(ValueError, match=r"ring|32 bytes"):
        Cipher(keys, "00000001")
