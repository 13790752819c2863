"""Keeping the audio of a call: fetched once the call is over, piece by piece, and served from our own storage."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.conf import settings

from centralita.identity.organizations.tasks import forget_later
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import TooLarge
from centralita.kit.ids import OrganizationId
from centralita.kit.storage import Storage, Stored
from centralita.ledger.events.hints import changed
from centralita.operations.calls.domain.words import RecordingStatus
from centralita.operations.calls.models import Call
from centralita.providers.voice.errors import VoiceError, VoiceThingMissing
from centralita.studio.voice_accounts.public import provider_of

MOST_BYTES: Final = 200 * 1024 * 1024


def fetch(organization_id: OrganizationId, call_id: UUID, *, last: bool = False) -> None:
    """Keep the audio of a call that is over. Raises VoiceError to be tried again, unless it is the `last` try."""
    with tenant_scope(organization_id):
        call = Call.objects.filter(id=call_id, recording_status=RecordingStatus.PENDING).first()
        if call is None or not call.account_id or not call.platform_call_id:
            return
        provider = provider_of(call.account_id)
    if provider is None:
        _keep(organization_id, call_id, RecordingStatus.MISSING)
        return
    storage: Storage = settings.STORAGE
    key = f"calls/{organization_id.hex}/{call_id.hex}"
    try:
        # Links to audio are short-lived: they are read afresh.
        told = provider.read_call(call.platform_call_id)
        first, pieces = _begun(provider.read_recording(told))
        stored = storage.put(key, pieces, limit=MOST_BYTES)
    except VoiceThingMissing:
        _keep(organization_id, call_id, RecordingStatus.MISSING)
    except VoiceError:
        if not last:
            raise
        _keep(organization_id, call_id, RecordingStatus.FAILED)
    except TooLarge:
        _keep(organization_id, call_id, RecordingStatus.TOO_LARGE)
    else:
        _keep(organization_id, call_id, RecordingStatus.STORED, stored, _kind(first))


def _begun(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first piece, and all of them. Raises VoiceThingMissing for audio without a byte."""
    first = next(pieces, b"")
    if not first:
        raise VoiceThingMissing(platform="", kind="recording")

    def all_of_them() -> Iterator[bytes]:
        yield first
        yield from pieces

    return first, all_of_them()


def _kind(first: bytes) -> str:
    return "audio/wav" if first[:4] == b"RIFF" else "audio/mpeg"


def _keep(
    organization_id: OrganizationId,
    call_id: UUID,
    status: RecordingStatus,
    stored: Stored | None = None,
    content_type: str = "",
) -> None:
    with tenant_scope(organization_id):
        kept = Call.objects.filter(id=call_id, recording_status=RecordingStatus.PENDING).update(
            recording_status=status,
            recording_key=stored.key if stored else "",
            recording_size=stored.size if stored else 0,
            recording_type=content_type,
        )
        if not kept and stored:
            # It was let go of while it was fetched.
            forget_later([stored.key])
        changed(organization_id, "call", call_id)
