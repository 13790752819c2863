"""A vendor of vectors on this machine, in a thread of its own, that knows which words mean the like."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

from centralita.kit.outbound import Outbound, OutboundPolicy
from centralita.providers.llm.scripted import lines
from centralita.providers.llm.scripted_server import Fault, Received, ScriptedServer
from centralita.providers.llm.scripted_vectors import by_words
from centralita.studio.knowledge.wording import fold
from tests.people import Member

KEY = "sk-vectors-1234567890"
# What no list of synonyms holds: the vectors alone bring these together.
ALIKE = {"perro": "felino", "gato": "felino", "gatito": "felino", "felinos": "felino"}
PETS = ("Normas de acceso", "Se admite un gato o un perro por habitación, con correa.")
PARKING = ("¿Tienen aparcamiento?", "Sí, en la plaza, gratuito.")


def sense(text: str) -> list[float]:
    """The words of a text, those of `ALIKE` as one."""
    return by_words(" ".join(ALIKE.get(word.strip("¿?.,:;!"), word) for word in fold(text).split()))


class Vendor:
    """The server with what may be told it: `fault` is what goes wrong next, for as long as it is set."""

    def __init__(self) -> None:
        self.fault: Fault | None = None
        self.sense: Callable[[str], list[float]] = sense
        self.server = ScriptedServer(lines("hola"), key=KEY, fault=lambda _: self.fault, sense=self._vector)

    def _vector(self, text: str) -> list[float]:
        return self.sense(text)

    @property
    def asked(self) -> list[Received]:
        """Requests for vectors so far."""
        return [one for one in self.server.received if one.path.endswith("/embeddings")]

    def way(self) -> Outbound:
        """A way out that may reach it; to be closed."""
        return Outbound(OutboundPolicy().allowing(f"localhost:{self.server.port}"))


@contextlib.contextmanager
def running() -> Iterator[Vendor]:
    """A vendor that listens."""
    loop = asyncio.new_event_loop()
    vendor = Vendor()
    ready, stop = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with vendor.server:
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait(10)
    try:
        yield vendor
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


def connect(member: Member, vendor: Vendor) -> str:
    """An account at the vendor, and two questions with their answers; the account's id."""
    made = member.api.post(
        "/model-accounts",
        {
            "kind": "openai_compatible",
            "label": "Vectores",
            "default_model": "chat",
            "credentials": {"api_key": KEY, "base_url": vendor.server.url},
        },
    )
    assert made.status_code == 201, made.content
    for question, answer in (PETS, PARKING):
        member.api.post("/knowledge/faq", {"question": question, "answer": answer, "language": "es"})
    return str(made.json()["id"])


def choose(member: Member, account: str, model: str = "small") -> Any:
    """Have the account's model make the vectors."""
    body = {"kind": "account", "account_id": account, "model": model}
    answer = member.api.put("/knowledge/meaning", body)
    assert answer.status_code == 200, answer.content
    return answer.json()
