"""Wiring the live plane: where it finds the database, keys, files, models and knowledge."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from a2wsgi import WSGIMiddleware
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from centralita.config.wsgi import application as wsgi

from django.conf import settings  # isort: skip - the WSGI application sets Django up

from centralita.config import metrics, problems
from centralita.config.answering import StoredAnswering
from centralita.config.exchange import StoredExchange
from centralita.config.hearing import HearsOut
from centralita.config.mailing import InstalledMail
from centralita.config.message_money import StoredPurse
from centralita.config.proxies import BehindProxies
from centralita.kit.errors import AppError
from centralita.ledger.usage.domain.allowance import TOKENS_A_DAY
from centralita.live.app import LiveSettings, create_app
from centralita.live.brain.stored import StoredCalls, StoredDeployments
from centralita.live.http import Problem
from centralita.live.knowledge import StoredKnowledge
from centralita.live.limits import Rates
from centralita.live.models import StoredModels
from centralita.live.stored_tools import StoredTools
from centralita.studio.outbound import outbound
from centralita.studio.tools.way_out import tool_outbound

if TYPE_CHECKING:
    from a2wsgi.wsgi_typing import WSGIApp

_WSGI_THREADS = 4


def render(error: AppError, language: str) -> Problem:
    """A problem for the live plane: the same texts and statuses as the control plane's."""
    response = problems.answer_error(error, language)
    headers = {"Retry-After": response["Retry-After"]} if response.has_header("Retry-After") else {}
    return Problem(response.status_code, response.content, headers)


def live_settings(rates: Rates | None = None) -> LiveSettings:
    """What the environment says, as the live plane needs it."""
    environment = settings.ENVIRONMENT
    return LiveSettings(
        dsn=environment.database_url or os.environ["DATABASE_URL"],
        own_origin=environment.public_url,
        signer=settings.SIGNER,
        cipher=settings.CIPHER,
        storage=settings.STORAGE,
        render=render,
        models=lambda pool: StoredModels(pool, settings.CIPHER, outbound()),
        knowledge=lambda pool: StoredKnowledge(
            pool, settings.CIPHER, outbound(), environment.embedding_model
        ),
        tools=lambda pool: StoredTools(
            pool, settings.CIPHER, tool_outbound(), InstalledMail(), StoredPurse()
        ),
        tokens_a_day=TOKENS_A_DAY
        if environment.model_tokens_a_day is None
        else environment.model_tokens_a_day,
        deployments=StoredDeployments,
        calls=StoredCalls,
        answering=StoredAnswering(),
        exchange=StoredExchange(),
        sandbox_pace=environment.sandbox_pace,
        rates=rates or (Rates.unlimited() if os.environ.get("CENTRALITA_UNLIMITED") == "1" else Rates()),
    )


async def _health(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _metrics(_request: Request) -> Response:
    body, content_type = metrics.render()
    return Response(body, headers={"content-type": content_type})


def whole(rates: Rates | None = None, *, idle_every: float = 60.0) -> Starlette:
    """The live plane with the control plane behind it, for one process."""
    given = replace(live_settings(rates), idle_every=idle_every)
    # Both sides follow their standards; the two libraries only spell the types of them differently.
    control = cast("ASGIApp", WSGIMiddleware(cast("WSGIApp", wsgi), workers=_WSGI_THREADS))
    return _behind_proxies(create_app(given, behind=[Mount("/", app=control)]))


def live_only() -> Starlette:
    """The live plane alone, for processes of its own."""
    behind: list[BaseRoute] = [Route("/healthz", _health), Route("/metrics", _metrics)]
    return _behind_proxies(create_app(live_settings(), behind=behind))


def _behind_proxies(app: Starlette) -> Starlette:
    app.add_middleware(BehindProxies, proxies=settings.ENVIRONMENT.trusted_proxies)
    app.add_middleware(HearsOut)
    return app
