"""How the vendors of language models are asked for vectors."""

import re
from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

import msgspec

from centralita.kit.outbound import Answer, Outbound, OutboundAnswerTooLarge, OutboundFailed, OutboundRefused
from centralita.providers.embeddings.embedder import LONGEST_TEXT, Purpose, Vectors, checked
from centralita.providers.llm.errors import MalformedReply
from centralita.providers.llm.failures import of_outbound, of_status

Kind = TypeVar("Kind", bound=msgspec.Struct)

# Models whose vectors may be asked for shorter than they are; their first numbers say most.
_SHORTENED: Final = re.compile(r"text-embedding-3")
_SHORT: Final = 1_024
_SHORT_AT_GOOGLE: Final = 768
_TASKS: Final[dict[Purpose, str]] = {"passage": "RETRIEVAL_DOCUMENT", "question": "RETRIEVAL_QUERY"}


class VectorWire(Protocol):
    """One family's request and answer."""

    url: str
    headers: dict[str, str]

    def encode(self, texts: Sequence[str], purpose: Purpose) -> bytes:
        """The body of a request."""
        ...

    def decode(self, body: bytes, asked: int) -> Vectors:
        """What it answered. Raises MalformedReply, VectorsTooLong."""
        ...


class _Item(msgspec.Struct):
    embedding: list[float]
    index: int = 0


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    total_tokens: int | None = None


class _OpenAIAnswer(msgspec.Struct):
    data: list[_Item]
    model: str | None = None
    usage: _Usage | None = None


class OpenAIVectors:
    """`/v1/embeddings`, of OpenAI and of all who speak like it."""

    def __init__(self, url: str, headers: dict[str, str], model: str) -> None:
        self.url = url
        self.headers = {"content-type": "application/json", **headers}
        self._model = model

    def encode(self, texts: Sequence[str], purpose: Purpose) -> bytes:
        body: dict[str, object] = {"model": self._model, "input": list(texts), "encoding_format": "float"}
        if _SHORTENED.search(self._model):
            body["dimensions"] = _SHORT
        return msgspec.json.encode(body)

    def decode(self, body: bytes, asked: int) -> Vectors:
        answer = _decoded(body, _OpenAIAnswer, self._model)
        items = sorted(answer.data, key=lambda item: item.index)
        usage = answer.usage or _Usage()
        tokens = usage.prompt_tokens or usage.total_tokens or 0
        return checked([item.embedding for item in items], asked, tokens, (answer.model or self._model)[:200])


class MistralVectors(OpenAIVectors):
    """As OpenAI's, without the settings that Mistral does not take."""

    def encode(self, texts: Sequence[str], purpose: Purpose) -> bytes:
        return msgspec.json.encode({"model": self._model, "input": list(texts)})


class _Values(msgspec.Struct):
    values: list[float]


class _GoogleAnswer(msgspec.Struct):
    embeddings: list[_Values]


class GoogleVectors:
    """Gemini's `batchEmbedContents`. It counts no tokens."""

    def __init__(self, url: str, headers: dict[str, str], model: str) -> None:
        self.url = url
        self.headers = {"content-type": "application/json", **headers}
        self._model = model

    def encode(self, texts: Sequence[str], purpose: Purpose) -> bytes:
        return msgspec.json.encode(
            {
                "requests": [
                    {
                        "model": f"models/{self._model.removeprefix('models/')}",
                        "content": {"parts": [{"text": text}]},
                        "taskType": _TASKS[purpose],
                        "outputDimensionality": _SHORT_AT_GOOGLE,
                    }
                    for text in texts
                ]
            }
        )

    def decode(self, body: bytes, asked: int) -> Vectors:
        answer = _decoded(body, _GoogleAnswer, self._model)
        return checked([item.values for item in answer.embeddings], asked, 0, self._model)


class WiredEmbedder:
    """A model of vectors behind a wire."""

    def __init__(self, wire: VectorWire, model: str, outbound: Outbound) -> None:
        self._wire = wire
        self._model = model
        self._outbound = outbound

    @property
    def name(self) -> str:
        return self._model

    def embed(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        body = self._wire.encode([text[:LONGEST_TEXT] for text in texts], purpose)
        try:
            answer = self._outbound.fetch("POST", self._wire.url, headers=self._wire.headers, content=body)
        except (OutboundFailed, OutboundRefused, OutboundAnswerTooLarge) as error:
            raise of_outbound(error, self._model) from None
        return self._read(answer, len(texts))

    async def embed_async(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        body = self._wire.encode([text[:LONGEST_TEXT] for text in texts], purpose)
        try:
            answer = await self._outbound.fetch_async(
                "POST", self._wire.url, headers=self._wire.headers, content=body
            )
        except (OutboundFailed, OutboundRefused, OutboundAnswerTooLarge) as error:
            raise of_outbound(error, self._model) from None
        return self._read(answer, len(texts))

    def _read(self, answer: Answer, asked: int) -> Vectors:
        if answer.status != 200:
            raise of_status(answer.status, answer.headers, answer.body, self._model)
        return self._wire.decode(answer.body, asked)


def _decoded(body: bytes, kind: type[Kind], model: str) -> Kind:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise MalformedReply(model=model) from None
