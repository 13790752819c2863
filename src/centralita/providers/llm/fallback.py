"""Two models as one: the second answers when the first one cannot."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from centralita.providers.llm.errors import ModelError
from centralita.providers.llm.model import ConnectionReport, LanguageModel, ModelChunk, ModelRequest


class FallbackModel:
    """Asks `primary`, and `fallback` when it fails or times out before its first chunk.

    Once a word is out it stays with whoever said it: an answer that changes hands half-way is worse than an error.
    When both fail, the error is the fallback's.
    """

    def __init__(self, primary: LanguageModel, fallback: LanguageModel) -> None:
        self._primary = primary
        self._fallback = fallback

    @property
    def name(self) -> str:
        return self._primary.name

    async def stream(self, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        begun = False
        try:
            async with aclosing(self._primary.stream(request)) as chunks:
                async for chunk in chunks:
                    begun = True
                    yield chunk
        except ModelError as error:
            if begun or not error.another_may_help:
                raise
        else:
            return
        async with aclosing(self._fallback.stream(request)) as chunks:
            async for chunk in chunks:
                yield chunk

    def test_connection(self) -> ConnectionReport:
        """The primary's: a fallback is tested by itself."""
        return self._primary.test_connection()
