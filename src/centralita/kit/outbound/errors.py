"""What can go wrong on the way out. None of these carries a header, a body or a query."""

from centralita.kit.errors import AppError, Category


class OutboundRefused(AppError):
    """This address may not be called.

    Data: `host`, and `reason`: `malformed`, `scheme`, `credentials`, `port`, `host` (an unusual notation of an
    address), `address` (it is, or resolves to, an address inside), `header`, `redirect`.
    """

    code = "outbound_refused"
    category = Category.INVALID


class OutboundFailed(AppError):
    """The other side could not be reached or did not answer properly.

    Data: `host`, and `reason`: `name` (no such host), `timed_out`, `connection`, `certificate`, `protocol`,
    `encoding`, `redirects`, `status` (with the `status`).
    """

    code = "outbound_failed"
    category = Category.UNAVAILABLE


class OutboundAnswerTooLarge(AppError):
    """The answer went over the limit; the rest was not read. Data: `limit` in bytes."""

    code = "outbound_answer_too_large"
    category = Category.UNAVAILABLE
