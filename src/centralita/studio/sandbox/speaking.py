"""Speech by espeak-ng, where it is installed."""

import array
import io
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from centralita.studio.sandbox.catalogue import SPOKEN_BY, default_voice

_PROGRAM: Final = "espeak-ng"
_LONGEST: Final = 2_000
_WORDS_A_MINUTE: Final = 165
_SECONDS: Final = 30
RATE: Final = 22_050
# Beside OSError, how speaking fails.
FAILURES: Final = (subprocess.SubprocessError, wave.Error, EOFError)
# (voice id, text, seconds from the start of the call)
Line = tuple[str, str, float]


def speaks() -> bool:
    """Whether espeak-ng is here."""
    return shutil.which(_PROGRAM) is not None


def speak(voice_id: str, text: str, language: str) -> bytes:
    """A WAV of the text (mono, 16 bit). Raises OSError or subprocess.SubprocessError where it cannot be spoken."""
    voice = SPOKEN_BY.get(voice_id) or SPOKEN_BY[default_voice(language)]
    with tempfile.TemporaryDirectory(prefix="centralita-speech-") as folder:
        path = Path(folder, "speech.wav")
        # The text goes in as a stream: as an argument it could be taken for an option.
        subprocess.run(  # noqa: S603  # the program and its arguments are ours
            [_PROGRAM, "-v", voice, "-s", str(_WORDS_A_MINUTE), "-w", str(path), "--stdin"],
            input=text[:_LONGEST].encode(errors="replace"),
            check=True,
            timeout=_SECONDS,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return path.read_bytes()


def record(lines: Iterable[Line], language: str) -> bytes:
    """A whole call as a WAV: what was said, each at its time, or after what is still being said."""
    samples = array.array("h")
    for voice, text, at in lines:
        if not text.strip():
            continue
        begin = int(at * RATE)
        if len(samples) < begin:
            samples.extend([0] * (begin - len(samples)))
        samples.extend(_samples(speak(voice, text, language)))
    out = io.BytesIO()
    with wave.open(out, "wb") as audio:
        audio.setnchannels(1)
        audio.setsampwidth(2)
        audio.setframerate(RATE)
        audio.writeframes(samples.tobytes())
    return out.getvalue()


def _samples(spoken: bytes) -> "array.array[int]":
    with wave.open(io.BytesIO(spoken)) as audio:
        if audio.getsampwidth() != 2 or audio.getnchannels() != 1:
            raise OSError("espeak-ng spoke in another format")
        samples = array.array("h")
        samples.frombytes(audio.readframes(audio.getnframes()))
        if audio.getframerate() != RATE:
            raise OSError("espeak-ng spoke at another rate")
        return samples
