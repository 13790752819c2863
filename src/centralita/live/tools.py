"""Tools that every agent may be granted. They reach no further than the business's own facts and this conversation.

What a model asks for never says whose: a contact is looked up by who is on the line, not by what was said.
"""

from typing import Final
from uuid import uuid5

from centralita import engine
from centralita.engine.values import clean_text
from centralita.live.database import tenant
from centralita.live.ports import Tool, ToolContext
from centralita.studio.tools.domain import telling

_LONGEST_NOTE: Final = 4_000
_CALLER: Final = (
    "SELECT c.name, c.company, c.language, c.stage, c.interest, c.tags FROM call k"
    " JOIN contact c ON c.organization_id = k.organization_id AND c.id = k.contact_id"
    " WHERE k.organization_id = $1 AND k.conversation_id = $2 LIMIT 1"
)
_NOTE: Final = (
    "INSERT INTO conversation_note (id, organization_id, conversation_id, author_name, text, created_at)"
    " VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT DO NOTHING"
)


async def current_time(context: ToolContext, _arguments: dict[str, engine.Value]) -> engine.Value:
    """The date and time where the business is."""
    return telling.current_time(context.blueprint.business, context.at)


async def opening_hours(context: ToolContext, arguments: dict[str, engine.Value]) -> engine.Value:
    """Whether the business is open, and its hours on a day (`date`, ISO; today when not given)."""
    return telling.opening_hours(context.blueprint.business, context.at, arguments)


async def look_up_contact(context: ToolContext, _arguments: dict[str, engine.Value]) -> engine.Value:
    """What is known of the person on the line; of nobody else, whoever the caller claims to be."""
    async with tenant(context.pool, context.organization_id) as connection:
        row = await connection.fetchrow(_CALLER, context.organization_id, context.conversation_id)
    if row is None:
        return {"known": False}
    found: dict[str, engine.Value] = {name: value for name, value in dict(row).items() if value}
    return {"known": True, **found}


async def take_message(context: ToolContext, arguments: dict[str, engine.Value]) -> engine.Value:
    """Leave a note for the people of the business beside this conversation; the same wish leaves one note."""
    lines = [
        f"{name}: {clean_text(str(value), _LONGEST_NOTE)}"
        for name in ("name", "contact", "message")
        if (value := arguments.get(name))
    ]
    async with tenant(context.pool, context.organization_id) as connection:
        await connection.execute(
            _NOTE,
            uuid5(context.conversation_id, context.effect_id),
            context.organization_id,
            context.conversation_id,
            context.blueprint.name[:254],
            "\n".join(lines)[:_LONGEST_NOTE],
        )
    return {"kept": True}


BUILT_IN: dict[str, Tool] = {
    "current_time": current_time,
    "opening_hours": opening_hours,
    "look_up_contact": look_up_contact,
    "take_message": take_message,
}
