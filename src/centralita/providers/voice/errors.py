"""Why a platform did not do what was asked. Nothing of its own text is kept: it may quote keys or callers."""

from centralita.kit.errors import AppError, Category


class VoiceError(AppError):
    """Base: the platform failed in a way of its own. Data: `platform`."""

    code = "voice_failed"
    category = Category.UNAVAILABLE


class VoiceKeyRefused(VoiceError):
    """The platform does not know the key, or the key may not do this."""

    code = "voice_key_refused"
    category = Category.INVALID


class VoiceUnpaid(VoiceError):
    """The platform waits for a payment."""

    code = "voice_unpaid"
    category = Category.INVALID


class VoiceBusy(VoiceError):
    """Too much too fast for the platform. Data: `retry_after` in seconds, where it says so."""

    code = "voice_busy"
    category = Category.LIMITED


class VoiceUnavailable(VoiceError):
    """The platform cannot be reached, or is out of order."""

    code = "voice_unavailable"


class VoiceAnswerStrange(VoiceError):
    """What answered does not speak as this platform does: a wrong address, most likely."""

    code = "voice_answer_strange"
    category = Category.INVALID


class VoiceRefused(VoiceError):
    """The platform says no to what was asked, and did nothing. Data: `reason`, a word of ours."""

    code = "voice_refused"
    category = Category.INVALID


class VoiceThingMissing(VoiceError):
    """The platform knows no such call, agent, number, voice or recording. Data: `kind`."""

    code = "voice_thing_missing"
    category = Category.NOT_FOUND


class VoiceUnsupported(VoiceError):
    """The platform has no way to do this. Data: `act`."""

    code = "voice_unsupported"
    category = Category.INVALID
