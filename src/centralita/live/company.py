"""Who a conversation is with, for the tools that are told it: looked up by the conversation, never by what was said."""

from collections.abc import Mapping
from typing import Final

from centralita.engine.values import Value
from centralita.kit.ids import to_text
from centralita.live.conversation import VOICE
from centralita.live.database import Connection
from centralita.live.ports import ToolWish
from centralita.studio.tools.domain.given import GIVEN

_WHO: Final = (
    "SELECT v.visitor_id, k.variables ->> 'visitor_id' AS page_visitor,"
    " CASE k.direction WHEN 'inbound' THEN k.from_number WHEN 'outbound' THEN k.to_number END AS number,"
    " c.id AS contact_id, c.name, c.phones, c.emails FROM conversation v"
    " LEFT JOIN call k ON k.organization_id = v.organization_id AND k.conversation_id = v.id"
    " LEFT JOIN contact c ON c.organization_id = k.organization_id AND c.id = k.contact_id"
    " WHERE v.organization_id = $1 AND v.id = $2 ORDER BY k.id LIMIT 1"
)


async def given_in(connection: Connection, wish: ToolWish) -> dict[str, Value]:
    """What is given of a conversation, by name; None for what is not known.

    Nobody is on the line of a test: there it is what the test was opened with.
    """
    found: dict[str, Value] = dict.fromkeys(GIVEN)
    found |= {
        "conversation.id": to_text("cnv", wish.conversation_id),
        "conversation.language": wish.language,
        "conversation.channel": wish.channel,
    }
    row = await connection.fetchrow(_WHO, wish.organization_id, wish.conversation_id)
    if row is not None:
        found |= _of(row, spoken=wish.channel == VOICE)
    if wish.test:
        found |= {name: value for name, value in wish.opened_with.items() if name in GIVEN}
    return found


def _of(row: Mapping[str, object], *, spoken: bool) -> dict[str, Value]:
    number, phones, emails = row["number"] or None, _texts(row["phones"]), _texts(row["emails"])
    known: dict[str, Value] = {
        "caller.number": None if number is None else str(number),
        # Of a call the conversation keeps the number in its place.
        "visitor.id": str((row["page_visitor"] if spoken else row["visitor_id"]) or "") or None,
    }
    if row["contact_id"] is not None:
        known |= {
            "contact.id": to_text("con", row["contact_id"]),  # type: ignore[arg-type]  # a UUID, by driver
            "contact.name": str(row["name"] or "") or None,
            "contact.phone": str(number) if number in phones else next(iter(phones), None),
            "contact.email": next(iter(emails), None),
        }
    return known


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
