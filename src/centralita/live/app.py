"""The live plane as an application: what it is made of and how it starts and stops."""

import contextlib
import gc
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from centralita.kit.encryption import Cipher
from centralita.kit.signing import Signer
from centralita.kit.storage import Storage
from centralita.ledger.usage.domain.allowance import TOKENS_A_DAY
from centralita.live.allowance import Allowance
from centralita.live.blueprints import Blueprints
from centralita.live.brain.answering import AlwaysOpen, Answering
from centralita.live.brain.openai import OpenAiBrain
from centralita.live.brain.ports import Calls, Deployments, NoCalls, NoDeployments
from centralita.live.brain.retell import RetellBrain
from centralita.live.brain.rings import Rings
from centralita.live.brain.voice import VoiceCalls
from centralita.live.broker import Broker
from centralita.live.channels import Doors
from centralita.live.chat import Chat
from centralita.live.database import Pool, open_pool
from centralita.live.functions import Functions
from centralita.live.http import Render
from centralita.live.identities import Tokens
from centralita.live.inbound import Inbound
from centralita.live.initiation import Initiation
from centralita.live.intake import Intake
from centralita.live.leaving import Leaving
from centralita.live.limits import Limiter, Rates
from centralita.live.operators import Operators
from centralita.live.opt_outs import OptOuts
from centralita.live.people import People
from centralita.live.performing import Performer
from centralita.live.ports import Knowledge, Models, NoKnowledge, NoModels, NoTools, Tools
from centralita.live.presence import Presence
from centralita.live.sandbox.call import Platform
from centralita.live.sandbox.door import WebCalls
from centralita.live.sandbox.runner import Runner
from centralita.live.sandbox.store import Store
from centralita.live.sessions import Sessions
from centralita.live.tongues import Lingua, WrittenTongues
from centralita.live.tool_use import ToolUse
from centralita.live.uploads import Uploads
from centralita.live.visitor_calls import Exchange, NoExchange, VisitorCalls


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """What the live plane is given by whoever starts it."""

    dsn: str
    own_origin: str
    signer: Signer
    cipher: Cipher
    storage: Storage
    render: Render
    rates: Rates = field(default_factory=Rates)
    pool_size: int = 16
    tokens_a_day: int = TOKENS_A_DAY
    models: Callable[[Pool], Models] = lambda _pool: NoModels()
    knowledge: Callable[[Pool], Knowledge] = lambda _pool: NoKnowledge()
    tools: Callable[[Pool], Tools] = lambda _pool: NoTools()
    deployments: Callable[[Pool], Deployments] = lambda _pool: NoDeployments()
    calls: Callable[[Pool], Calls] = lambda _pool: NoCalls()
    answering: Answering = field(default_factory=AlwaysOpen)
    exchange: Exchange = field(default_factory=NoExchange)
    sandbox_pace: float = 1.0
    # Seconds between two looks for chats that nobody goes on with; 0: nobody looks.
    idle_every: float = 60.0


class LivePlane:
    """The live plane's parts. Routes are known before it starts; the pool opens with the loop."""

    def __init__(self, settings: LiveSettings) -> None:
        self.settings = settings
        self._routes: list[BaseRoute] | None = None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncGenerator[Sessions]:
        """Open the pool, talk with the other processes, perform effects; put all of it away at the end."""
        settings = self.settings
        pool = await open_pool(settings.dsn, size=settings.pool_size)
        broker = Broker()
        models, opt_outs = settings.models(pool), OptOuts(settings.cipher)
        sessions = Sessions(
            pool,
            Blueprints(),
            broker,
            models,
            settings.knowledge(pool),
            opt_outs=opt_outs,
            tongues=WrittenTongues(Lingua()),
        )
        allowance = Allowance(pool, settings.tokens_a_day)
        use = ToolUse(pool, broker, settings.tools(pool))
        performer = Performer(sessions, models, broker, allowance, use)
        tokens = Tokens(settings.signer)
        uploads = Uploads(pool, settings.storage)
        doors = Doors(pool, settings.own_origin)
        limiter = Limiter()
        visitor_calls = VisitorCalls(settings.exchange, limiter, settings.rates)
        chat = Chat(sessions, doors, tokens, uploads, limiter, settings.rates, visitor_calls)
        operators = Operators(sessions, People(sessions), tokens, uploads)
        presence = Presence(pool, broker, tokens, limiter, settings.rates)
        intake = Intake(pool, settings.cipher, broker)
        voices, calls = VoiceCalls(sessions), settings.calls(pool)
        deployments = settings.deployments(pool)
        answering = settings.answering
        inbound = Inbound(pool, intake, answering, settings.own_origin)
        functions = Functions(pool, intake, sessions.blueprints, use, broker)
        rings = Rings(settings.signer)
        initiation = Initiation(pool, deployments, answering, rings)
        brain = RetellBrain(voices, deployments, calls, answering)
        store = Store(pool, settings.cipher)
        sandbox = Runner(
            Platform(
                store,
                voices,
                calls,
                intake,
                settings.storage,
                sessions.clock,
                settings.sandbox_pace,
                answering,
            ),
            broker,
        )
        # What comes by the thousand is looked for first.
        self._routes = [
            *(
                route
                for part in (intake, inbound, functions, initiation, chat, operators, presence)
                for route in part.routes(settings.render)
            ),
            *brain.routes(),
            *OpenAiBrain(voices, deployments, calls, rings, answering).routes(),
            *WebCalls(sandbox, settings.signer, limiter, settings.rates).routes(),
        ]
        broker.start(pool)
        performer.start()
        leaving = Leaving(sessions)
        leaving.start(settings.idle_every)
        if settings.sandbox_pace:
            sandbox.start()
        # What is here now stays: the collector need not look through all of it again and again.
        gc.collect()
        gc.freeze()
        try:
            yield sessions
        finally:
            await sandbox.stop()
            await brain.stop()
            await functions.stop()
            await leaving.stop()
            await performer.stop()
            await allowance.stop()
            await broker.stop()
            with contextlib.suppress(TimeoutError):
                await _closed_in_time(pool)

    def routes(self) -> list[BaseRoute]:
        """The live plane's routes; call once it is running."""
        if self._routes is None:
            raise RuntimeError("the live plane is not running")
        return self._routes


async def _closed_in_time(pool: Pool) -> None:
    import asyncio

    async with asyncio.timeout(3):
        await pool.close()


def create_app(settings: LiveSettings, *, behind: list[BaseRoute] | None = None) -> Starlette:
    """The application; `behind` are routes asked after ours (the control plane, when both share a process)."""
    plane = LivePlane(settings)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None]:
        async with plane.running() as sessions:
            app.state.sessions = sessions
            app.router.routes[:] = [*plane.routes(), *(behind or [])]
            yield

    return Starlette(lifespan=lifespan)
