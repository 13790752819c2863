"""An organization in which every page has something to show."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from playwright.sync_api import BrowserContext

from centralita.config import jobs
from centralita.config.demo import fill
from centralita.identity.accounts.models import User
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.operations.numbers import refreshing as numbers
from centralita.providers.voice.catalogue import RemoteNumber, RemoteVoice
from centralita.studio.tools.schemas import EXAMPLE
from centralita.studio.voices import refreshing as voices
from tests.people import Api
from tests.studio.imports import samples

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
    contact: str
    draft_import: str
    done_import: str
    voice: str
    campaign: str
    tool: str
    agent_import: str
    upload: str
    prompt: str

    def enter(self, context: BrowserContext, server: str, language: str) -> None:
        """Sign this browser in as the owner, who reads this language and is also a super admin."""
        aside(lambda: User.objects.filter(email=self.email).update(language=language, is_super_admin=True))
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": self.session, "url": server}])


def api_of(email: str) -> Api:
    """The API as whoever has this address calls it, for the one organization that they are in."""
    client = Client()
    client.force_login(
        User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    api = Api(client, None)
    [membership] = api.get("/me").json()["memberships"]
    api.headers["X-Organization"] = membership["organization"]["id"]
    return api


def furnish() -> House:
    """The demonstration, and one of everything that it has not."""
    demo = fill(12)
    api = api_of(demo.email)
    client = api.client
    agent = api.get("/agents?search=Recepci").json()["items"][0]["id"]
    conversation = api.get("/conversations?limit=1").json()["items"][0]["id"]
    for path, body in {
        "/voice-accounts": {"kind": "sandbox", "label": "Pruebas de voz"},
        "/invitations": {"email": "luis@example.test", "role": "viewer"},
        f"/conversations/{conversation}/notes": {"text": "Llamar el lunes"},
    }.items():
        made = api.post(path, body)
        assert made.status_code in {200, 201}, (path, made.content)
    contact, draft_import, done_import = _contacts(api, client)
    campaign = api.post(
        "/campaigns", {"name": "Revisión anual", "agent_id": agent, "purpose": "service"}
    ).json()["id"]
    tool = _tool(api)
    prompt = _prompt(api)
    work()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    voice = _voices_and_numbers(api)
    return House(
        demo.email,
        session,
        agent,
        conversation,
        contact,
        draft_import,
        done_import,
        voice,
        campaign,
        tool,
        _agent_import(client, api, "typebot")["id"],
        _agent_import(client, api, "typebot", "vapi_squad")["upload"],
        prompt,
    )


def _agent_import(client: Client, api: Api, *kinds: str) -> dict[str, Any]:
    """Files of other builders, read and not made agents yet."""
    files = [SimpleUploadedFile(f"{kind}.json", samples.content_of(kind)) for kind in kinds]
    made = client.post("/api/v1/agent-imports", {"files": files}, headers=api.headers)
    assert made.status_code == 201, made.content
    shown: dict[str, Any] = made.json()
    return shown


def _tool(api: Api) -> str:
    """A published tool with a case."""
    made = api.post("/tools", {"name": "free_slots", "label": "Huecos libres", "definition": EXAMPLE})
    tool: str = made.json()["id"]
    sign_in = {
        "label": "Agenda",
        "kind": "bearer",
        "credentials": {"token": "x"},
        "origins": ["https://api.example.com"],
    }
    assert api.post("/tool-sign-ins", sign_in).status_code == 201
    case = {"name": "Un sábado", "arguments": {"day": "2026-03-14"}, "mock_status": 200, "mock_body": "{}"}
    for path, body in {"cases": case, "publish": {"note": "Primera"}}.items():
        assert api.post(f"/tools/{tool}/{path}", body).status_code == 201, path
    return tool


def _prompt(api: Api) -> str:
    """A prompt with two versions, a case, and something to mend in its draft."""
    content = {"text": "# Trato\nSea breve con {{cliente}}.", "language": "es"}
    variables = [{"name": "cliente", "sample": "Ana Ruiz"}]
    made = api.post(
        "/prompts",
        {
            "name": "recepcion",
            "title": "Recepción",
            "tags": ["clínica"],
            "content": {**content, "variables": variables},
        },
    )
    prompt: str = made.json()["id"]
    for path, body in {
        "cases": {"name": "Pregunta el horario", "message": "¿Cuándo abren?"},
        "publish": {"note": "Primera", "labels": ["production"]},
    }.items():
        assert api.post(f"/prompts/{prompt}/{path}", body).status_code == 201, path
    for text in (
        "# Trato\nSea muy breve con {{cliente}}.",
        "# Trato\nSiempre salude.\n# Nunca\nNunca salude a {{nadie}}.",
    ):
        changed = {"content": {"text": text, "language": "es", "variables": variables}}
        assert api.patch(f"/prompts/{prompt}", changed).status_code == 200
        if "breve" in text:
            assert api.post(f"/prompts/{prompt}/publish", {"labels": ["staging"]}).status_code == 201
    return prompt


def _voices_and_numbers(api: Api) -> str:
    """What the platform of the voice account would list; the first of its voices."""
    account_id = from_text("pac", api.get("/voice-accounts").json()["items"][0]["id"])
    organization_id = from_text("org", api.headers["X-Organization"])
    with tenant_scope(organization_id):
        voices.keep(
            organization_id,
            account_id,
            [
                RemoteVoice("v1", "Alba", "cartesia", ("es-ES", "ca-ES"), "castellano", "female", "young"),
                RemoteVoice("v2", "Owen", "openai", ("en-GB",), "british", "male", tier="premium"),
            ],
            now(),
        )
        numbers.keep(organization_id, account_id, [RemoteNumber("n1", "+34910000002", "Madrid")], now())
    voice: str = api.get("/voices?search=alba").json()["items"][0]["id"]
    return voice


PEOPLE = """Nombre;Teléfono;Correo;Etapa;Ciudad
Luis Prado;655 102 102;luis@example.com;Con cita;Sevilla
Marc Gil;699 731 731;;Nuevo;Barcelona
Sara Vera;no tiene;sara@example.com;Perdido;Bilbao
"""


def _contacts(api: Api, client: Client) -> tuple[str, str, str]:
    """Somebody with everything that a contact has; a file that is not imported yet, and one that is."""
    made = api.post(
        "/contacts",
        {
            "name": "Ana Ruiz",
            "company": "Talleres Sol",
            "phones": ["+34612345880"],
            "emails": ["ana@example.com"],
            "stage": "interested",
            "score": 80,
            "tags": ["vip", "ortodoncia"],
            "source": "Web",
            "country": "ES",
            "interest": "Ortodoncia invisible",
            "custom": {"Ciudad": "Madrid"},
        },
    )
    contact: str = made.json()["id"]
    for path, body in {
        "consents": {"purpose": "marketing", "channel": "call", "source": "web", "automated": True},
        "notes": {"text": "Llamar el lunes"},
    }.items():
        assert api.post(f"/contacts/{contact}/{path}", body).status_code == 201, path
    imports = [
        client.post(
            "/api/v1/contact-imports",
            {"file": SimpleUploadedFile("clientes.csv", PEOPLE.encode())},
            headers=api.headers,
        ).json()["id"]
        for _ in range(2)
    ]
    assert api.post(f"/contact-imports/{imports[1]}/start").status_code == 200
    return contact, imports[0], imports[1]
