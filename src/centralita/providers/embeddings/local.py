"""A model of vectors on this machine, of the optional extra `local-embeddings`. Nothing is ever downloaded.

The model is a folder in Model2Vec's format: a table of words and their vectors, so that a question takes less than
a millisecond and no graphics card. The folder and the library are the operator's to bring.
"""

import asyncio
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from centralita.providers.embeddings.embedder import LONGEST_TEXT, Purpose, Vectors, checked
from centralita.providers.llm.errors import ModelUnavailable

LIBRARY = "model2vec"


def local_problem(folder: Path) -> str:
    """What keeps a folder from being used: `library`, `folder`, or nothing."""
    if not (folder / "config.json").is_file() or not any(folder.glob("*.safetensors")):
        return "folder"
    return "" if find_spec(LIBRARY) is not None else "library"


class LocalEmbedder:
    """The model in a folder. It is read the first time that it is asked, and kept for the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        return self._folder.name

    def embed(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        model = _read(self._folder)
        found = model.encode([text[:LONGEST_TEXT] for text in texts])
        # A text without any word that the model knows is all zeros: it then means a little of everything alike.
        rows = [row if any(row) else [1.0] * len(row) for row in found.tolist()]
        return checked(rows, len(texts), 0, self.name)

    async def embed_async(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        return await asyncio.to_thread(self.embed, texts, purpose)


@cache
def _read(folder: Path) -> Any:
    if local_problem(folder):
        raise ModelUnavailable(model=folder.name, cause="local")
    try:
        return import_module(LIBRARY).StaticModel.from_pretrained(str(folder))
    except (OSError, ValueError, KeyError, ImportError):
        raise ModelUnavailable(model=folder.name, cause="local") from None
