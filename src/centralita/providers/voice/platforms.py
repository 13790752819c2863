"""The platforms that can be connected: names, forms and where their keys are found. Data, for screens and docs."""

from enum import StrEnum


class VoicePlatform(StrEnum):
    """A kind of provider account that brings phone calls. The sandbox is ours, needs no key and calls nobody."""

    RETELL = "retell"
    ELEVENLABS = "elevenlabs"
    SANDBOX = "sandbox"
