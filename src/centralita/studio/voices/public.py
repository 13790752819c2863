"""The door to voices for other slices."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from centralita.kit.ids import OrganizationId, to_text
from centralita.studio.voices.models import Voice
from centralita.studio.voices.plans import PremiumVoice, require_usable

__all__ = ["PremiumVoice", "VoiceFacts", "require_usable_voice", "voice_facts"]


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """What others may know of a voice. `id` is ours, `remote_id` the platform's; `preview` is a path of our API."""

    id: UUID
    remote_id: str
    name: str
    languages: tuple[str, ...]
    preview: str | None
    premium: bool
    removed: bool


def voice_facts(account_id: UUID, remote_ids: Iterable[str]) -> dict[str, VoiceFacts]:
    """The voices of an account by the platform's ids; unknown ones are left out. Inside the scope."""
    rows = Voice.objects.filter(account_id=account_id, remote_id__in=set(remote_ids))
    return {
        row.remote_id: VoiceFacts(
            id=row.id,
            remote_id=row.remote_id,
            name=row.name,
            languages=tuple(row.languages),
            preview=f"/api/v1/voices/{to_text('voi', row.id)}/preview" if row.preview_url else None,
            premium=row.premium,
            removed=row.removed_at is not None,
        )
        for row in rows
    }


def require_usable_voice(organization_id: OrganizationId, account_id: UUID, remote_id: str) -> None:
    """Raises PremiumVoice when the plan does not have this voice. A voice that we do not know is let pass."""
    require_usable(organization_id, Voice.objects.filter(account_id=account_id, remote_id=remote_id))
