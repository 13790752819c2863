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
    """Too much too fast for the platform."""

    code = "voice_busy"
    category = Category.LIMITED


class VoiceUnavailable(VoiceError):
    """The platform cannot be reached, or is out of order."""

    code = "voice_unavailable"


class VoiceAnswerStrange(VoiceError):
    """What answered does not speak as this platform does: a wrong address, most likely."""

    code = "voice_answer_strange"
    category = Category.INVALID
