"""Why a model did not answer. Nothing of a vendor's own text is kept: it may quote keys, prompts or callers."""

from typing import ClassVar

from centralita.kit.errors import AppError, Category


class ModelError(AppError):
    """Base. Data: `model`. `reason` is the code without its prefix, short enough for a journal."""

    code = "model_failed"
    category = Category.UNAVAILABLE

    another_may_help: ClassVar[bool] = True
    """Whether asking another model makes sense."""

    @property
    def reason(self) -> str:
        return self.code.removeprefix("model_")


class BadCredentials(ModelError):
    """The vendor does not know the key, or it may not use this model."""

    code = "model_bad_credentials"
    category = Category.INVALID


class UnknownModel(ModelError):
    """The vendor has no such model or deployment, or the address is not that of its API."""

    code = "model_unknown"
    category = Category.INVALID


class RateLimited(ModelError):
    """Too much too fast for the vendor. Data: `retry_after` in seconds, when it told."""

    code = "model_rate_limited"


class OutOfQuota(ModelError):
    """The account at the vendor has no credit left."""

    code = "model_out_of_quota"


class ContextTooLong(ModelError):
    """The request is longer than this model reads."""

    code = "model_context_too_long"


class Refused(ModelError):
    """The vendor's filter stopped the request or the answer."""

    code = "model_refused"
    another_may_help = False


class Rejected(ModelError):
    """The vendor takes the request for wrong: a setting or a tool that this model does not support."""

    code = "model_rejected"


class TimedOut(ModelError):
    """No answer in time. Data: `phase`, `first_token` or `total`."""

    code = "model_timed_out"


class ModelUnavailable(ModelError):
    """The vendor cannot be reached, fails, or broke off. Data: `cause` where known, as kit.outbound names it."""

    code = "model_unavailable"


class MalformedReply(ModelError):
    """What came was no proper reply: broken JSON, arguments that are no object, or nothing at all."""

    code = "model_malformed_reply"
