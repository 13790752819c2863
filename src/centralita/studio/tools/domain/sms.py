"""An SMS as a request of the shape that Twilio made common: the account is the user of the sign-in. Pure."""

from typing import Final
from urllib.parse import quote

from centralita.studio.tools.domain.definition import ToolDefinition, ToolOutput, ToolPair, ToolRequest

SERVICE: Final = "https://api.twilio.com"


def sms_definition(definition: ToolDefinition, account: str) -> ToolDefinition:
    """The tool as one HTTP call with the arguments `to`, `from` and `text`: never repeated by itself."""
    address = definition.request.address.strip().rstrip("/")
    return ToolDefinition(
        timeout=definition.timeout,
        retries=0,
        request=ToolRequest(
            method="POST",
            address=f"{address}/2010-04-01/Accounts/{quote(account, safe='')}/Messages.json",
            body="form",
            fields=(
                ToolPair(name="To", value="{to}"),
                ToolPair(name="From", value="{sender}"),
                ToolPair(name="Body", value="{text}"),
            ),
        ),
        outputs=(ToolOutput(name="status", path="status"),),
    )
