"""Having the voices of accounts looked at soon."""

from typing import Final
from uuid import UUID

from centralita.studio.voice_accounts.catalogues import Refresher
from centralita.studio.voices.models import VoiceCatalogue
from centralita.studio.voices.tasks import refresh_voices


def _defer(organization_id: UUID, account_id: UUID) -> None:
    refresh_voices.defer(organization_id=str(organization_id), account_id=str(account_id))


REFRESHER: Final = Refresher(VoiceCatalogue.objects, _defer)
