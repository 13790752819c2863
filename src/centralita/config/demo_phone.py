"""People to call in the demonstration: a sandbox account, an agent that can call, and contacts who pick up or do not."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.operations.contacts.actions.consents import add_consent
from centralita.operations.contacts.actions.create import create_contact
from centralita.operations.contacts.schemas import ConsentIn, ContactIn
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.deployments.actions.deploy import deploy
from centralita.studio.deployments.domain.target import Mode, Voice
from centralita.studio.deployments.sources import Wish
from centralita.studio.voice_accounts.actions import connect_account
from centralita.studio.voice_accounts.connection import try_account

_FIRST: Final = (
    "Ana",
    "Luis",
    "Sara",
    "Marc",
    "Elena",
    "Pablo",
    "Nuria",
    "Diego",
    "Irene",
    "Óscar",
    "Lucía",
    "Hugo",
)
_LAST: Final = ("Ruiz", "Prado", "Vera", "Gil", "Soto", "Marín", "Campos", "León")
_STAGES: Final = ("new", "contacted", "interested", "new", "booked")
_INTERESTS: Final = ("Ortodoncia invisible", "Limpieza anual", "Blanqueamiento", "Implante", "")
PEOPLE: Final = 48


def furnish(actor: Actor, agent_id: UUID) -> int:
    """Everything that a first call needs; how many contacts. The worker brings the agent to the sandbox."""
    with tenant_scope(actor.organization_id):
        account = connect_account(actor, VoicePlatform.SANDBOX, "Sandbox", {})
    try_account(actor, account.id)
    with tenant_scope(actor.organization_id):
        deploy(actor, agent_id, account.id, Wish(Mode.BRAIN, Voice(id="es_clara", name="Clara"), 10))
        for index in range(PEOPLE):
            _person(actor, index)
    return PEOPLE


def _person(actor: Actor, index: int) -> None:
    # The last two digits say how the sandbox lets them answer; these numbers are nobody's there.
    contact = create_contact(
        actor,
        ContactIn(
            name=f"{_FIRST[index % len(_FIRST)]} {_LAST[index % len(_LAST)]}",
            phones=[f"+3460000{index * 7 % 10}{index % 10}{index + 1:02}"],
            language="es",
            country="ES",
            time_zone="Europe/Madrid",
            source="web",
            stage=_STAGES[index % len(_STAGES)],
            interest=_INTERESTS[index % len(_INTERESTS)],
            do_not_call=index % 16 == 15,
        ),
    )
    if index % 4 != 3:
        add_consent(
            actor,
            contact.id,
            ConsentIn(
                purpose="marketing",
                channel="call",
                given_at=now() - timedelta(days=3 + index * 5),
                source="Formulario de la web",
                wording="Acepto que me llamen, también con voz artificial.",
                automated=True,
            ),
        )
