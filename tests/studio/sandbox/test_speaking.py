"""Recordings, spoken by whatever stands where espeak-ng should be."""

import io
import stat
import sys
import wave

import pytest

from centralita.studio.sandbox import speaking
from centralita.studio.sandbox.catalogue import SPOKEN_BY, VOICES, default_voice

# Says nothing, a tenth of a second for each character, at the pitch of nobody.
STAND_IN = f"""#!{sys.executable}
import sys, wave
path = sys.argv[sys.argv.index("-w") + 1]
assert "--stdin" in sys.argv
with wave.open(path, "wb") as audio:
    audio.setnchannels(1); audio.setsampwidth(2); audio.setframerate(22050)
    audio.writeframes(b"\\1\\0" * 2205 * len(sys.stdin.read()))
"""


@pytest.fixture
def espeak(tmp_path, monkeypatch):
    program = tmp_path / "espeak-ng"
    program.write_text(STAND_IN)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))


def seconds(audio: bytes) -> float:
    with wave.open(io.BytesIO(audio)) as read:
        return read.getnframes() / read.getframerate()


def test_where_there_is_nothing_to_speak_with_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not speaking.speaks()


@pytest.mark.usefixtures("espeak")
def test_each_is_heard_at_their_time():
    assert speaking.speaks()
    assert seconds(speaking.speak("es_clara", "Hola", "es")) == pytest.approx(0.4)
    audio = speaking.record(
        [("es_clara", "Hola", 0.0), ("es_hugo", "Buenas", 2.0), ("es_clara", "-w", 2.1)], "es"
    )
    # The last one waits until the one before has finished.
    assert seconds(audio) == pytest.approx(2.0 + 0.6 + 0.2)


def test_every_voice_can_be_spoken_and_every_language_has_one():
    assert {voice.id for voice in VOICES} == set(SPOKEN_BY)
    assert default_voice("es-MX") == "es_clara"
    assert default_voice("en") == "en_grace"
    assert default_voice("de") in SPOKEN_BY
