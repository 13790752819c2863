"""What a conversation is asked for and what comes of it: its opening, a message, a message sent again."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import msgspec

from centralita import engine
from centralita.kit.errors import AppError, Category, Conflict, Invalid, NotFound
from centralita.kit.ids import BlueprintId, ConversationId, OrganizationId, from_text, new_id
from centralita.live import transcript
from centralita.live.database import Connection
from centralita.live.transcript import Kept
from centralita.live.wire import AttachmentOut, ConversationOut, MessageOut, SayRequest
from centralita.studio.experiments.domain.assignment import Known, Place, Trial, place_of

VOICE: Final = "voice"


class ConversationEnded(Conflict):
    """It is over; start another one."""

    code = "conversation_ended"


class EmptyMessage(Invalid):
    """Nothing was said."""

    code = "message_empty"


class AgentAway(AppError):
    """The agent takes no conversations: it is paused, archived, or was never published."""

    code = "agent_away"
    category = Category.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new conversation is about: which agent's blueprint, where, for whom."""

    organization_id: OrganizationId
    agent_id: UUID
    version_id: UUID | None
    blueprint_id: BlueprintId
    channel_id: UUID | None
    channel: str
    test: bool
    language: str | None = None
    visitor_id: str = ""
    page_url: str = ""
    variables: dict[str, engine.Value] | None = None
    conversation_id: ConversationId | None = None
    # The one that the same visitor had with the agent before.
    earlier: ConversationId | None = None
    # Where whoever it is stands in the agent's experiment, if one runs.
    place: Place | None = None
    # A test by voice: on no line, and yet as a call.
    spoken: bool = False

    @property
    def medium(self) -> engine.Channel:
        """What the engine needs to know of the channel: whether it is spoken."""
        return "voice" if self.spoken or self.channel == VOICE else "chat"


def in_trial(
    opening: Opening,
    trial: Trial | None,
    contact_id: UUID | None = None,
    visitor_id: str = "",
    before: Place | None = None,
) -> Opening:
    """The opening as the agent's experiment has it: with this person's version, and their place in it.

    Of a call `visitor_id` is the one that a browser called with, where it did. `before` is the place that they had
    already.
    """
    if trial is None or opening.test or opening.version_id != trial.version_a:
        return opening
    conversation_id = opening.conversation_id or ConversationId(new_id())
    spoken = opening.channel == VOICE
    place = before or place_of(
        trial,
        Known(
            conversation_id,
            contact_id,
            number=opening.visitor_id if spoken else "",
            visitor_id=visitor_id if spoken else opening.visitor_id,
        ),
    )
    opening = replace(opening, conversation_id=conversation_id, place=place)
    if place.arm == "a":
        return opening
    return replace(opening, version_id=trial.version_b, blueprint_id=BlueprintId(trial.blueprint_b))


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a message: itself as kept, the replies so far, and where the conversation stands."""

    message: MessageOut
    replies: list[MessageOut]
    conversation: ConversationOut


class KeysRequest(SayRequest):
    """Digits of a telephone's keypad, in `text`. Only calls have them, so no door of the chat API takes one."""


def heard(
    said: SayRequest, attachment: AttachmentOut | None, at: float, language: str | None = None
) -> engine.Event:
    """The message as the engine hears it; `language` where it is found to be written in another one."""
    if isinstance(said, KeysRequest):
        return engine.KeyPressed(at=at, digits=said.text)
    return engine.UserSaid(
        at=at,
        text=said.text,
        choice_id=said.choice_id,
        attachment=engine.Attachment(
            id=attachment.id, name=attachment.name, size=attachment.size, type=attachment.type
        )
        if attachment
        else None,
        client_id=str(said.client_id),
        language=language,
    )


async def spelled_out(connection: Connection, kept: Kept, said: SayRequest) -> SayRequest:
    """A bare choice with the words that the visitor pressed, so that a transcript can be read."""
    if said.choice_id is None or said.text.strip():
        return said
    offered = await transcript.offered(connection, kept.organization_id, kept.id)
    labels = [offered[part] for part in said.choice_id.split(",") if part in offered]
    return msgspec.structs.replace(said, text=", ".join(labels)) if labels else said


async def sent_file(connection: Connection, kept: Kept, identifier: str) -> AttachmentOut:
    """A file of this conversation, by its id. Raises NotFound."""
    row = await connection.fetchrow(
        "SELECT id, name, size, type FROM attachment WHERE organization_id=$1 AND conversation_id=$2 AND id=$3",
        kept.organization_id,
        kept.id,
        from_text("att", identifier),
    )
    if row is None:
        raise NotFound(kind="attachment")
    return AttachmentOut(id=identifier, name=row["name"], size=row["size"], type=row["type"])


async def replay(connection: Connection, kept: Kept) -> Said:
    """The answer that the message had the first time, with all that was said since."""
    sequence = kept.said_before or 1
    messages = await transcript.messages_after(connection, kept.organization_id, kept.id, sequence - 1)
    return Said(
        message=messages[0],
        replies=[message for message in messages[1:] if message.role != "visitor"],
        conversation=transcript.conversation_out(kept.id, kept.state, kept.held_by_name),
    )
