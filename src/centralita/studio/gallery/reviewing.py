"""What a version says otherwise than the one before it, for whoever decides on it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from centralita import engine
from centralita.studio.agents.domain.diff import diff
from centralita.studio.agents.domain.naming import with_names
from centralita.studio.gallery.domain.fields import by_name, field_steps
from centralita.studio.gallery.domain.merging import Area, How
from centralita.studio.gallery.review_schemas import GalleryChange

# What lies beside the blueprint: its area and path, what each is called by, and what is told of it; '' is all of it.
_BESIDE: Final = {
    "tools": ("tool", "definition", "name", ""),
    "scenarios": ("scenario", "script", "name", ""),
    "questions": ("question", "", "question", "answer"),
    "documents": ("document", "", "title", "text"),
}


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any], language: str
) -> Iterator[GalleryChange]:
    """What changed from one stored package to the next of its kind, in pieces that a person can read."""
    if "blueprint" in after:
        yield from _drawn(before["blueprint"], after["blueprint"], language)
    yield from _beside(before, after)
    if "prompt" in after:
        yield from _written(before, after)
    if "tool" in after:
        yield from _fields(
            "tool", after["tool"]["label"], *(each["tool"]["definition"] for each in (before, after))
        )


def _drawn(before: Mapping[str, Any], after: Mapping[str, Any], language: str) -> Iterator[GalleryChange]:
    titles = engine.node_titles(language)
    for one in diff(*(with_names(each, titles) for each in (before, after))):
        yield GalleryChange(
            area=one.area,
            how=one.how,
            name=one.name,
            path=one.path,
            kind=one.kind,
            before=one.before,
            after=one.after,
        )


def _beside(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[GalleryChange]:
    for part, (area, path, called, told) in _BESIDE.items():
        old, new = (
            {one[called]: one[told] if told else one for one in content.get(part) or ()}
            for content in (before, after)
        )
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                how: How = "removed" if name not in new else "changed" if name in old else "added"
                yield GalleryChange(
                    area=area, how=how, name=name, path=path, before=old.get(name), after=new.get(name)
                )


def _written(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[GalleryChange]:
    old, new = (
        {one["name"]: one for one in (content["prompt"], *content["included"])} for content in (before, after)
    )
    for name in dict.fromkeys([*new, *old]):
        was, now = old.get(name), new.get(name)
        if was and now:
            yield from _fields("prompt", now["title"], _told(was), _told(now))
        elif now:
            text = now["content"]["text"]
            yield GalleryChange(area="prompt", how="added", name=now["title"], path="text", after=text)
        elif was:
            text = was["content"]["text"]
            yield GalleryChange(area="prompt", how="removed", name=was["title"], path="text", before=text)


def _told(prompt: Mapping[str, Any]) -> dict[str, Any]:
    content = prompt["content"]
    return {
        "text": content["text"],
        "language": content["language"],
        "variables": by_name(content["variables"]),
    }


def _fields(
    area: Area, name: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[GalleryChange]:
    for step in field_steps(area, before, after, before, whole=2):
        yield GalleryChange(
            area=area, how=step.how, name=name, path=".".join(step.path), before=step.base, after=step.theirs
        )
