"""Marking voices to find them again."""

from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Forbidden
from centralita.kit.ids import to_text
from centralita.studio.voices.models import VoiceFavourite
from centralita.studio.voices.queries import get_voice


def mark_favourite(actor: Actor, voice_id: UUID, *, liked: bool) -> None:
    """Put a voice among the caller's favourites, or take it out. Raises NotFound, Forbidden for what is no person."""
    if actor.user_id is None:
        raise Forbidden
    voice = get_voice(voice_id)
    mine = VoiceFavourite.objects.filter(user_id=actor.user_id, voice_id=voice.id)
    if mine.exists() == liked:
        witness.nothing_changed()
        return
    if liked:
        VoiceFavourite.objects.bulk_create(
            [VoiceFavourite(organization_id=actor.organization_id, user_id=actor.user_id, voice_id=voice.id)],
            ignore_conflicts=True,
        )
    else:
        mine.delete()
    trail.record(
        actor,
        action="voice_favourite" if liked else "voice_unfavourite",
        subject_kind="voice",
        subject_id=to_text("voi", voice.id),
    )
