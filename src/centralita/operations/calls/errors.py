"""Why a call is not made, or cannot be ended."""

from centralita.kit.errors import Conflict, Invalid, Limited, NotFound


class CallRefused(Conflict):
    """The rules of contact say no. Data: `reasons`, each with `code`, `sentence` and `until`; `first`, a sentence."""

    code = "call_refused"
    keeps_writes = True


class CallUnderWay(Conflict):
    """This contact is being called already. Data: `call`."""

    code = "call_under_way"


class AgentNotAvailable(Invalid):
    """The agent is unknown, not deployed, paused, or not open to the caller."""

    code = "agent_not_available"


class NoFreeLine(Conflict):
    """All lines of the agent's accounts are in use. Data: `limit`."""

    code = "no_free_line"


class AccountFailing(Conflict):
    """The platform does not take our word: its key was revoked, or it waits for money. Data: `account`, `reason`."""

    code = "call_account_failing"


class TooManyCalls(Limited):
    """More calls were begun within a minute than an organization may. Data: `limit`, `retry_after`."""

    code = "call_rate_limited"


class WebCallsUnsupported(Invalid):
    """None of the agent's platforms has calls from a browser. Data: `platform`."""

    code = "web_calls_unsupported"


class CallOver(Conflict):
    """The call has ended already."""

    code = "call_over"


class CallbackPast(Invalid):
    """The moment is over."""

    code = "callback_past"


class CallbackDone(Conflict):
    """It was made or taken back already."""

    code = "callback_done"


class RecordingMissing(NotFound):
    """There is no audio of this call, or not yet. Data: `status`."""

    code = "recording_missing"
