"""An organization in which every page has something to show."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import BrowserContext

from centralita.config import jobs
from centralita.config.demo import fill
from centralita.identity.accounts.models import User
from tests.people import Api

T = TypeVar("T")


def aside(work: Callable[[], T]) -> T:
    """Work with the database on another thread: the browser's driver has a loop in this one."""

    def run() -> T:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result()


def work() -> None:
    """What the worker does with what is queued, once."""
    asyncio.run(jobs.run_jobs(concurrency=1, wait=False))
    jobs.consume_all()


@dataclass(frozen=True)
class House:
    """What there is to open."""

    email: str
    session: str
    agent: str
    conversation: str

    def enter(self, context: BrowserContext, server: str, language: str) -> None:
        """Sign this browser in as the owner, who reads this language and is also a super admin."""
        aside(lambda: User.objects.filter(email=self.email).update(language=language, is_super_admin=True))
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": self.session, "url": server}])


def furnish() -> House:
    """The demonstration, and one of everything that it has not."""
    demo = fill(12)
    user = User.objects.get(email=demo.email)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    api = Api(client, None)
    [membership] = api.get("/me").json()["memberships"]
    api.headers["X-Organization"] = membership["organization"]["id"]
    agent = api.get("/agents?search=Recepci").json()["items"][0]["id"]
    conversation = api.get("/conversations?limit=1").json()["items"][0]["id"]
    for path, body in {
        "/voice-accounts": {"kind": "sandbox", "label": "Pruebas de voz"},
        "/invitations": {"email": "luis@example.test", "role": "viewer"},
        f"/conversations/{conversation}/notes": {"text": "Llamar el lunes"},
    }.items():
        made = api.post(path, body)
        assert made.status_code in {200, 201}, (path, made.content)
    work()
    return House(demo.email, client.cookies[settings.SESSION_COOKIE_NAME].value, agent, conversation)
