"""Cloning a voice, after somebody has said that the person whose voice it is agreed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.plans.room import plan_of
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError, Invalid, TooLarge
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.providers.voice.catalogue import RemoteVoice
from centralita.providers.voice.errors import VoiceUnsupported
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.opening import open_provider
from centralita.studio.voice_accounts.queries import get_account
from centralita.studio.voices.domain import agreement, cleaning
from centralita.studio.voices.domain.audio import LONGEST_NEEDED, sound_type
from centralita.studio.voices.models import Voice, VoiceConsent
from centralita.studio.voices.plans import CloningNeedsPlan, may_use_premium
from centralita.studio.voices.refreshing import keep

MOST_SAMPLES: Final = 10
MOST_SAMPLE_BYTES: Final = 10 * 1024 * 1024
MOST_BYTES: Final = 40 * 1024 * 1024
_ENDINGS: Final = {
    "audio/wav": ".wav",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/flac": ".flac",
    "audio/mp4": ".m4a",
    "audio/webm": ".webm",
}


class ConsentMissing(Invalid):
    """Nobody said that the person whose voice it is agreed."""

    code = "voice_consent_missing"


class SamplesUnfit(Invalid):
    """A recording is empty or no sound, or there are none or too many. Data: `most`."""

    code = "voice_samples_unfit"


@dataclass(frozen=True, slots=True)
class CloneWish:
    """What to clone. `speaker` is the person whose voice is on the recordings (file name, bytes)."""

    account_id: UUID
    name: str
    speaker: str
    agreed: bool
    samples: Sequence[tuple[str, bytes]]


def checked_samples(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The recordings under plain names with the ending of what they are. Raises SamplesUnfit, TooLarge."""
    checked: list[tuple[str, bytes]] = []
    for name, content in files:
        if len(content) > MOST_SAMPLE_BYTES:
            raise TooLarge(field="files", limit=f"{MOST_SAMPLE_BYTES // 1024 // 1024} MB")
        media = sound_type(content[:LONGEST_NEEDED])
        if media is None:
            raise SamplesUnfit(field="files", most=MOST_SAMPLES)
        stem = "".join(each if each.isalnum() else "-" for each in PurePath(cleaning.text(name, 80)).stem)
        checked.append((f"{len(checked) + 1}-{stem[:40] or 'sample'}{_ENDINGS[media]}", content))
    if not 1 <= len(checked) <= MOST_SAMPLES:
        raise SamplesUnfit(field="files", most=MOST_SAMPLES)
    if sum(len(content) for _, content in checked) > MOST_BYTES:
        raise TooLarge(field="files", limit=f"{MOST_BYTES // 1024 // 1024} MB")
    return checked


def clone_voice(actor: Actor, wish: CloneWish) -> Voice:
    """Have the platform make the voice, once. Opens its own transactions; the consent is on record before it is asked.

    Raises ConsentMissing, CloningNeedsPlan, SamplesUnfit, NotFound, VoiceError.
    """
    if not wish.agreed:
        raise ConsentMissing(field="agreed")
    samples = checked_samples(wish.samples)
    with tenant_scope(actor.organization_id):
        account = get_account(wish.account_id)
        if not may_use_premium(actor.organization_id):
            raise CloningNeedsPlan(plan=plan_of(actor.organization_id).value)
        consent = _ask(actor, wish, samples)
    try:
        provider = open_provider(account)
        if not provider.capabilities.clone_voice:
            raise VoiceUnsupported(platform=account.kind, act="clone_voice")
        made = provider.clone_voice(wish.name, samples)
    except AppError as error:
        with tenant_scope(actor.organization_id):
            VoiceConsent.objects.filter(id=consent).update(state="failed", error=error.code)
        raise
    with tenant_scope(actor.organization_id):
        return _made(actor, account, consent, wish, made)


def _ask(actor: Actor, wish: CloneWish, samples: Sequence[tuple[str, bytes]]) -> UUID:
    language, wording = agreement.wording(actor.language)
    told = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in samples
    ]
    row = VoiceConsent.objects.create(
        organization_id=actor.organization_id,
        account_id=wish.account_id,
        name=wish.name,
        speaker=wish.speaker,
        wording=wording,
        language=language,
        samples=told,
        agreed_by=actor.user_id,
        agreed_by_name=actor.name,
        agreed_at=now(),
    )
    trail.record(
        actor,
        action="voice_clone_consent",
        subject_kind="voice_account",
        subject_id=to_text("pac", wish.account_id),
        after={"name": wish.name, "speaker": wish.speaker, "wording": wording, "samples": len(told)},
    )
    return row.id


def _made(actor: Actor, account: VoiceAccount, consent: UUID, wish: CloneWish, made: RemoteVoice) -> Voice:
    get_account(account.id)
    keep(actor.organization_id, account.id, [replace(made, cloned=True)], now())
    voice = Voice.objects.get(account_id=account.id, remote_id=made.id)
    VoiceConsent.objects.filter(id=consent).update(state="done", voice_id=voice.id)
    changed(actor.organization_id, "voice", account.id)
    trail.record(
        actor,
        action="voice_clone",
        subject_kind="voice",
        subject_id=to_text("voi", voice.id),
        after={"name": wish.name, "speaker": wish.speaker},
    )
    return voice
