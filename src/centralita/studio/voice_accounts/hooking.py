"""The webhook of a platform's workspace: made where it is missing, switched on again, and its secret kept."""

from typing import Final
from uuid import UUID

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.encryption import Undecryptable
from centralita.kit.ids import to_text
from centralita.kit.logs import get_logger
from centralita.ledger.events.hints import changed
from centralita.providers.voice.errors import VoiceError
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.voice_accounts import secrets
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.presentation import HOOKS

# The name of its form's field where a platform tells its webhook's secret just once.
_SECRET: Final = "webhook_secret"  # noqa: S105 - a name

# The workspace names another's webhook: only agents that name ours tell us.
FOREIGN: Final = "foreign"

log = get_logger(__name__)


def see_to_webhook(actor: Actor, account_id: UUID, provider: VoiceProvider) -> None:
    """Have the platform's workspace tell us how calls went. Opens its own transactions; asks outside of them.

    Where that fails, calls are still asked after: nothing else fails for it.
    """
    if not provider.capabilities.workspace_webhook or not settings.ENVIRONMENT.public_url.startswith(
        "https://"
    ):
        return
    with tenant_scope(actor.organization_id):
        account = VoiceAccount.objects.filter(id=account_id).first()
    if account is None:
        return
    try:
        state = provider.ensure_webhook(f"{settings.ENVIRONMENT.public_url}{HOOKS}{account.hook}")
    except VoiceError as error:
        log.warning("webhook_not_ensured", account=str(account_id), code=error.code)
        _note(actor, account, account.webhook_id, error.code)
        return
    _note(actor, account, state.id, "" if state.enabled else FOREIGN)
    if state.secret:
        with tenant_scope(actor.organization_id):
            _keep(actor, account_id, state.secret)


def _note(actor: Actor, account: VoiceAccount, webhook_id: str, problem: str) -> None:
    """Keep what agents name it by and what is to be said at the account."""
    if (account.webhook_id, account.webhook_problem) == (webhook_id, problem):
        return
    with tenant_scope(actor.organization_id):
        VoiceAccount.objects.filter(id=account.id).update(webhook_id=webhook_id, webhook_problem=problem)
        changed(actor.organization_id, "voice_account", account.id)


def _keep(actor: Actor, account_id: UUID, secret: str) -> None:
    """The platform shows it once: lost now, it is lost."""
    account = VoiceAccount.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        return
    try:
        opened = secrets.unseal(settings.CIPHER, account.id, actor.organization_id, bytes(account.secret))
    except Undecryptable:
        return  # its key is gone: everything secret has to be typed again
    account.secret = secrets.seal(
        settings.CIPHER, account.id, actor.organization_id, {**opened, _SECRET: secret}
    )
    account.revision += 1
    account.save(update_fields=["secret", "revision"])
    changed(actor.organization_id, "voice_account", account_id)
    trail.record(
        actor,
        action="voice_account_update",
        subject_kind="voice_account",
        subject_id=to_text("pac", account_id),
        after={"secret": "changed"},
    )
