"""Doors to every kind of language model: the scripted one, ours over each wire, and pydantic-ai's over the same."""

import asyncio
from contextlib import aclosing, asynccontextmanager

import pytest

from centralita.kit.outbound import Limits, Outbound, OutboundPolicy
from centralita.providers.llm import (
    Message,
    ModelRequest,
    ModelVendor,
    ScriptedModel,
    TextDelta,
    open_model,
)
from centralita.providers.llm.scripted import lines
from centralita.providers.llm.scripted_server import ScriptedServer

KEY = "sk-test-0123456789abcdefghij"
HELLO = ModelRequest(messages=(Message("user", "hello there"),), system="You are brief.")
WIRES = [
    "openai", "anthropic", "compatible", "ollama", "azure", "groq", "google", "mistral", "pydantic_openai", "pydantic_anthropic",
]  # fmt: skip
BY_PYDANTIC = {"pydantic_openai", "pydantic_anthropic"}


@asynccontextmanager
async def door(kind, script, fault=None, key=KEY, answer_bytes=1_000_000):
    """A model of this kind that plays the script, and its server, if it has one."""
    if kind == "scripted":
        yield ScriptedModel(script), None
        return
    async with ScriptedServer(script, key=key, fault=fault) as server:
        policy = OutboundPolicy(limits=Limits(answer_bytes=answer_bytes)).allowing(f"localhost:{server.port}")
        outbound = Outbound(policy)
        try:
            yield connect(kind, server, outbound), server
        finally:
            await outbound.aclose()


def connect(kind, server, outbound):
    if kind.startswith("pydantic"):
        return connect_pydantic(kind, server, outbound)
    vendor, given, name = {
        "openai": (ModelVendor.OPENAI, {"base_url": server.url}, "gpt-4.1-mini"),
        "anthropic": (ModelVendor.ANTHROPIC, {"base_url": server.root}, "claude-haiku-4-5"),
        "compatible": (ModelVendor.OPENAI_COMPATIBLE, {"base_url": server.url}, "any"),
        "ollama": (ModelVendor.OLLAMA, {"base_url": server.root}, "llama3.2"),
        "azure": (ModelVendor.AZURE, {"endpoint": server.root, "api_version": "2024-10-21"}, "my-deployment"),
        "groq": (ModelVendor.GROQ, {"base_url": server.url}, "openai/gpt-oss-20b"),
        "google": (ModelVendor.GOOGLE, {"base_url": server.root}, "gemini-2.5-flash"),
        "mistral": (ModelVendor.MISTRAL, {"base_url": server.root}, "mistral-small-latest"),
    }[kind]
    return open_model(vendor, {"api_key": KEY, **given}, name, outbound)


def connect_pydantic(kind, server, outbound):
    from anthropic import AsyncAnthropic
    from openai import AsyncOpenAI
    from pydantic_ai.models.anthropic import AnthropicModel
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.anthropic import AnthropicProvider
    from pydantic_ai.providers.openai import OpenAIProvider

    from centralita.providers.llm.pydantic_model import PydanticAiModel

    if kind == "pydantic_openai":

        def make(client):
            sdk = AsyncOpenAI(api_key=KEY, base_url=server.url, max_retries=0, http_client=client)
            return OpenAIChatModel("gpt-4.1-mini", provider=OpenAIProvider(openai_client=sdk))

        return PydanticAiModel(make, "gpt-4.1-mini", outbound)

    def make_anthropic(client):
        sdk = AsyncAnthropic(api_key=KEY, base_url=server.root, max_retries=0, http_client=client)
        return AnthropicModel("claude-haiku-4-5", provider=AnthropicProvider(anthropic_client=sdk))

    return PydanticAiModel(make_anthropic, "claude-haiku-4-5", outbound)


async def read(model, request=HELLO):
    """The pieces, and the reply."""
    async with aclosing(model.stream(request)) as chunks:
        pieces = [chunk async for chunk in chunks]
    assert all(isinstance(piece, TextDelta) and piece.text for piece in pieces[:-1])
    return [piece.text for piece in pieces[:-1]], pieces[-1]


def ask(kind, script, request=HELLO, **options):
    async def run():
        async with door(kind, lines(*script) if isinstance(script, list) else lines(script), **options) as (
            model,
            server,
        ):
            return (*await read(model, request), server)

    return asyncio.run(run())


every = pytest.mark.parametrize("kind", ["scripted", *WIRES])
wired = pytest.mark.parametrize("kind", WIRES)
