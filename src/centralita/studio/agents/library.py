"""Where the tasks of steps come from that are linked to the library of prompts. Who keeps the library fills the port."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from centralita.studio.agents.domain.links import Link, Text, links_of, with_texts

Texts = Callable[[Iterable[Link]], Mapping[Link, Text]]


def _no_library(_wanted: Iterable[Link]) -> Mapping[Link, Text]:
    return {}


class _Ports:
    texts: Texts = staticmethod(_no_library)


PORTS: Final = _Ports()


def use_library(texts: Texts) -> None:
    """Take the texts of linked steps from here."""
    PORTS.texts = texts


def with_library(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The draft with the tasks of its linked steps as the library has them now."""
    wanted = {linked.link for linked in links_of(draft)}
    if not wanted:
        return dict(draft)
    return with_texts(draft, PORTS.texts(wanted).get)
