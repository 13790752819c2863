"""Why a verb is refused."""

from typing import ClassVar

from centralita.kit.errors import Conflict, Invalid


class CampaignNotEditable(Conflict):
    """Only a draft and a paused campaign are changed, and of the latter not whom it is for."""

    code: ClassVar[str] = "campaign_not_editable"


class CampaignWrongState(Conflict):
    """This cannot be done with a campaign that is `status`."""

    code: ClassVar[str] = "campaign_wrong_state"


class CampaignAgentMissing(Invalid):
    """No agent is chosen, it is unknown, or it cannot call now."""

    code: ClassVar[str] = "campaign_agent_not_available"


class CampaignNobody(Conflict):
    """There is nobody in the audience."""

    code: ClassVar[str] = "campaign_nobody"


class CampaignUnconfirmed(Conflict):
    """So many people need a second word: the number itself, in `count`."""

    code: ClassVar[str] = "campaign_unconfirmed"


class CampaignDateGone(Invalid):
    """The campaign would end before it began."""

    code: ClassVar[str] = "campaign_date_gone"


class CallingSwitchAlready(Conflict):
    """The switch stands there already."""

    code: ClassVar[str] = "calling_switch_already"
