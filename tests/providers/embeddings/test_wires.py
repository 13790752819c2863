"""Each family of vendors is asked as it wants to be, and its answer is read as a stranger's."""

import asyncio
import json
import math
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from centralita.kit.outbound import Outbound, OutboundPolicy
from centralita.providers.embeddings.embedder import Embedder, VectorsTooLong, checked
from centralita.providers.embeddings.local import LocalEmbedder, local_problem
from centralita.providers.embeddings.opening import VECTOR_MODELS, open_embedder
from centralita.providers.llm.catalog import ModelVendor
from centralita.providers.llm.errors import BadCredentials, MalformedReply, ModelUnavailable, UnknownModel
from centralita.providers.llm.scripted import lines
from centralita.providers.llm.scripted_server import ScriptedServer

KEY = "sk-vectors-1234567890"


def ask(vendor: ModelVendor, model: str, key: str = KEY) -> tuple[Any, ScriptedServer]:
    """Two texts' vectors from the stand-in, as this vendor."""

    async def run() -> tuple[Any, ScriptedServer]:
        async with ScriptedServer(lines("hola"), key=KEY) as server:
            way = Outbound(OutboundPolicy().allowing(f"localhost:{server.port}"))
            given: dict[str, object] = {"api_key": key}
            if vendor is ModelVendor.AZURE:
                given["endpoint"] = server.root
            else:
                versioned = vendor in {ModelVendor.OPENAI, ModelVendor.OPENAI_COMPATIBLE}
                given["base_url"] = server.url if versioned else server.root
            embedder: Embedder = open_embedder(vendor, given, model, way)
            try:
                return await embedder.embed_async(["Hola", "Adiós"], "passage"), server
            finally:
                await way.aclose()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("vendor", "model", "path", "named"),
    [
        (ModelVendor.OPENAI, "text-embedding-3-small", "/v1/embeddings", {"dimensions", "encoding_format"}),
        (ModelVendor.OPENAI_COMPATIBLE, "any/model", "/v1/embeddings", {"encoding_format"}),
        (ModelVendor.OLLAMA, "bge-m3", "/v1/embeddings", {"encoding_format"}),
        (ModelVendor.MISTRAL, "mistral-embed", "/v1/embeddings", set()),
        (ModelVendor.AZURE, "small", "/openai/v1/embeddings", {"encoding_format"}),
        (
            ModelVendor.GOOGLE,
            "gemini-embedding-001",
            "/v1beta/models/gemini-embedding-001:batchEmbedContents",
            None,
        ),
    ],
)
def test_every_vendor_gives_vectors(
    vendor: ModelVendor, model: str, path: str, named: set[str] | None
) -> None:
    assert vendor in VECTOR_MODELS
    found, server = ask(vendor, model)
    assert [round(math.hypot(*vector), 6) for vector in found.vectors] == [1, 1]
    assert found.vectors[0] != found.vectors[1]
    (received,) = server.received
    assert received.path == path
    if named is None:
        texts = [one["content"]["parts"][0]["text"] for one in received.body["requests"]]
        assert found.tokens == 0
    else:
        texts = received.body["input"]
        assert set(received.body) == {"model", "input", *named}
        assert found.tokens > 0
    assert texts == ["Hola", "Adiós"]


def test_a_wrong_key_is_told_as_one() -> None:
    with pytest.raises(BadCredentials):
        ask(ModelVendor.OPENAI, "text-embedding-3-small", key="sk-wrong-1234567890")


@pytest.mark.parametrize(
    ("vendor", "model"),
    [(ModelVendor.ANTHROPIC, "claude"), (ModelVendor.GROQ, "llama"), (ModelVendor.OPENAI, "a b")],
)
def test_who_has_no_such_model_is_not_asked(vendor: ModelVendor, model: str) -> None:
    with pytest.raises(UnknownModel):
        open_embedder(vendor, {"api_key": KEY}, model, Outbound())


@pytest.mark.parametrize(
    "vectors",
    [[], [[1.0]], [[1.0], [1.0, 2.0]], [[], []], [[0.0], [1.0]], [[math.inf], [1.0]], [[math.nan], [1.0]]],
)
def test_what_is_no_vector_is_refused(vectors: list[list[float]]) -> None:
    with pytest.raises(MalformedReply):
        checked(vectors, 2, 1, "m")
    with pytest.raises(VectorsTooLong):
        checked([[1.0] * 2001] * 2, 2, 1, "m")
    with pytest.raises(MalformedReply):
        checked([[1.0]] * 2, 2, -1, "m")


class _Table:
    """What the library gives: an array with `tolist`."""

    def __init__(self, rows: list[list[float]]) -> None:
        self._rows = rows

    def tolist(self) -> list[list[float]]:
        return self._rows


def test_a_model_of_this_machine_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def from_pretrained(folder: str) -> Any:
        read.append(folder)
        return SimpleNamespace(encode=lambda texts: _Table([[float(len(text)), 1.0] for text in texts]))

    library = SimpleNamespace(
        StaticModel=SimpleNamespace(from_pretrained=from_pretrained), __spec__=SimpleNamespace()
    )
    monkeypatch.setitem(sys.modules, "model2vec", library)
    assert local_problem(tmp_path) == "folder"
    with pytest.raises(ModelUnavailable):
        LocalEmbedder(tmp_path / "none").embed(["x"], "question")
    (tmp_path / "config.json").write_text(json.dumps({}))
    (tmp_path / "model.safetensors").write_bytes(b"")
    assert local_problem(tmp_path) == ""
    embedder = LocalEmbedder(tmp_path)
    found = [embedder.embed(["ab", "abcd"], "passage"), asyncio.run(embedder.embed_async(["a"], "question"))]
    assert [one.dimensions for one in found] == [2, 2]
    assert read == [str(tmp_path)]
