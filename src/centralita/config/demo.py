"""A demonstration organization whose conversations really happened: scripted visitors, the real engine and database."""

import asyncio
import itertools
import os
import random
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import ROLE_PERMISSIONS, Role
from centralita.identity.accounts.models import User
from centralita.identity.organizations.actions import create_organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import FixedClock, now
from centralita.kit.ids import BlueprintId, ConversationId, OrganizationId
from centralita.live.blueprints import Blueprints
from centralita.live.broker import Broker
from centralita.live.conversation import ConversationEnded, Opening
from centralita.live.database import Pool, open_pool
from centralita.live.knowledge import StoredKnowledge
from centralita.live.ports import NoModels
from centralita.live.sessions import Sessions
from centralita.live.wire import SayRequest
from centralita.operations.channels.actions import NewChannel, create_channel
from centralita.operations.channels.domain import WidgetSettings
from centralita.studio.agents.actions.create import NewAgent, begin_agent
from centralita.studio.agents.actions.publish import publish_agent
from centralita.studio.business.actions.profile import set_hours
from centralita.studio.business.schemas import HoursIn
from centralita.studio.outbound import outbound
from centralita.studio.templates import catalogue
from centralita.studio.templates.actions import take_samples
from centralita.studio.templates.public import blueprint_of

DAYS = 30
_AGENTS = (("Recepción", "dental_clinic"), ("Salón", "beauty_salon"))
_SCRIPTS = (
    ("Quería pedir cita", "Marta Ruiz", "612 345 678", "mañana a las 10", "sí", "5"),
    ("¿Qué horario tienen?", "¿Y los sábados?", "gracias", "4"),
    ("¿Cuánto cuesta una limpieza?", "gracias", "5"),
    ("Quiero hablar con una persona",),
    ("hola", "pedir cita", "Luis Prado", "655 102 334", "el jueves a las 16:00", "sí"),
    ("¿Dónde están?", "¿Se puede aparcar?", "vale, gracias"),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """How to get in, and what was made."""

    email: str
    password: str
    organization: str
    conversations: int
    owner: Actor
    agent_id: uuid.UUID


def fill(conversations: int) -> Demo:
    """Make a person, an organization, two published agents, and let visitors talk with them over the last days."""
    from allauth.account.models import EmailAddress

    password = secrets.token_urlsafe(12)
    email = f"demo-{secrets.token_hex(3)}@example.com"
    user = User.objects.create_user(email, password, name="Marta López", language="es")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    with transaction.atomic():
        organization = create_organization(
            user.id,
            user.name,
            name="Clínica Sol",
            language="es",
            time_zone="Europe/Madrid",
            currency="EUR",
        )
    organization_id = OrganizationId(organization.id)
    actor = Actor(
        organization_id=organization_id,
        kind="user",
        user_id=user.id,
        name=user.name,
        role=Role.OWNER,
        permissions=ROLE_PERMISSIONS[Role.OWNER],
        language="es",
    )
    openings = _build(actor)
    asyncio.run(_talk(organization_id, openings, conversations))
    return Demo(email, password, organization.name, conversations, actor, openings[0].agent_id)


def _build(actor: Actor) -> list[Opening]:
    with tenant_scope(actor.organization_id):
        hours = [{"opens": "09:00", "closes": "14:00"}, {"opens": "16:00", "closes": "20:00"}]
        week = ("monday", "tuesday", "wednesday", "thursday", "friday")
        set_hours(actor, HoursIn.model_validate({"hours": dict.fromkeys(week, hours)}), seen=None)
        clinic = catalogue.template(_AGENTS[0][1])
        take_samples(actor, clinic, language="es", business=True, questions=True, document=False)
        openings = []
        for name, template in _AGENTS:
            blueprint = blueprint_of(template, ["es", "en"], name)
            new = NewAgent(name=name, kind="chat", purpose="inbound", blueprint=blueprint, template=template)
            agent = begin_agent(actor, new, ["es", "en"])
            version = publish_agent(actor, agent.id, note="Primera versión")
            channel = create_channel(
                actor,
                NewChannel(f"Web de {name}", "widget", agent.id, [], enabled=True, settings=WidgetSettings()),
            )
            openings.append(
                Opening(
                    organization_id=actor.organization_id,
                    agent_id=agent.id,
                    version_id=version.id,
                    blueprint_id=BlueprintId(version.blueprint_id),
                    channel_id=channel.id,
                    channel="widget",
                    test=False,
                )
            )
    return openings


async def _talk(organization_id: OrganizationId, openings: list[Opening], count: int) -> None:
    pool = await open_pool(settings.ENVIRONMENT.database_url or os.environ["DATABASE_URL"], size=4)
    try:
        dice = random.Random(20)  # noqa: S311 - the same demonstration each time, no secret
        for at, opening, script in _plan(openings, count, dice):
            await _converse(pool, organization_id, opening, script, at, dice)
    finally:
        await pool.close()


def _plan(
    openings: list[Opening], count: int, dice: random.Random
) -> Iterator[tuple[datetime, Opening, tuple[str, ...]]]:
    """Who talks when: more by day than by night, and a little more each week."""
    scripts = itertools.cycle(_SCRIPTS)
    moments = sorted(
        now()
        - timedelta(days=DAYS * (1 - dice.random() ** 0.8))
        + timedelta(hours=dice.triangular(-4, 6, 1) - 6)
        for _ in range(count)
    )
    for moment in moments:
        yield min(moment, now()), openings[int(dice.random() * 1.4)], next(scripts)


async def _converse(
    pool: Pool,
    organization_id: OrganizationId,
    opening: Opening,
    script: tuple[str, ...],
    at: datetime,
    dice: random.Random,
) -> None:
    clock = FixedClock(at)
    knowledge = StoredKnowledge(pool, settings.CIPHER, outbound())
    sessions = Sessions(pool, Blueprints(), Broker(), NoModels(), knowledge, clock)
    conversation_id, _conversation, _messages = await sessions.start(opening)
    for text in script:
        clock.advance(timedelta(seconds=dice.uniform(5, 40)))
        said = SayRequest(client_id=uuid.uuid4(), text=text)
        try:
            await sessions.say(organization_id, ConversationId(conversation_id), said)
        except ConversationEnded:
            break
