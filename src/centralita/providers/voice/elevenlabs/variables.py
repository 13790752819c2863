"""The variables that every agent of ours at ElevenLabs has, filled in where a call comes in."""

from typing import Final

# A word that tells our brain which number was rung.
RING: Final = "centralita_ring"
# What the platform's own model is to do outside of the number's hours.
HOURS: Final = "centralita_hours"
# Who takes the call then (E.164).
PASSED_ON: Final = "centralita_passed_on"
