"""Letting a voice say something."""

from dataclasses import dataclass
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import to_text
from centralita.providers.voice.errors import VoiceAnswerStrange, VoiceUnsupported
from centralita.studio.voice_accounts.opening import open_provider
from centralita.studio.voice_accounts.queries import get_account
from centralita.studio.voices.domain.audio import LONGEST_NEEDED, MOST_PREVIEW_BYTES, sound_type
from centralita.studio.voices.plans import require_usable
from centralita.studio.voices.previews import read_preview
from centralita.studio.voices.queries import get_voice


@dataclass(frozen=True, slots=True)
class Sample:
    """Sound with its media type. `spoken` says that it is the sentence that was asked for, not the platform's sample."""

    audio: bytes
    media_type: str
    spoken: bool


def speak_sample(actor: Actor, voice_id: UUID, text: str, language: str) -> Sample:
    """The voice says `text`; where its platform cannot, the sample that it offers. Opens its own transactions.

    It may cost something at the platform, so it is recorded. Raises NotFound, PremiumVoice, VoiceError, NoPreview.
    """
    with tenant_scope(actor.organization_id):
        voice = get_voice(voice_id)
        require_usable(actor.organization_id, [voice])
        account = get_account(voice.account_id)
        trail.record(
            actor,
            action="voice_sample",
            subject_kind="voice",
            subject_id=to_text("voi", voice.id),
            after={"characters": len(text), "language": language},
        )
    try:
        provider = open_provider(account)
        audio = provider.speak(voice.remote_id, text, language)
    except VoiceUnsupported:
        preview, media = read_preview(voice)
        return Sample(preview, media, spoken=False)
    found = sound_type(audio[:LONGEST_NEEDED])
    if found is None or len(audio) > MOST_PREVIEW_BYTES:
        raise VoiceAnswerStrange(platform=account.kind)
    return Sample(audio, found, spoken=True)
