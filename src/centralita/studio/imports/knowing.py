"""What a file of our own lets its agent search, as it is called where it arrives. Inside the scope."""

from centralita import engine
from centralita.studio.imports.domain.losses import Loss
from centralita.studio.knowledge.public import ALL_SOURCES, sources_by_id


def with_sources_here(blueprint: engine.Blueprint) -> engine.Blueprint:
    """The blueprint with the sources of this organization that go by the same names; others stay as they are named."""
    moved = _moved(blueprint)
    if not moved:
        return blueprint
    document = blueprint.model_dump(mode="json")
    for source in document["knowledge"]:
        source["id"] = moved.get(source["id"], source["id"])
    for flow in document["flows"]:
        for node in flow["nodes"]:
            if "sources" in node["data"]:
                node["data"]["sources"] = [moved.get(each, each) for each in node["data"]["sources"]]
    return engine.Blueprint.model_validate(document)


def missing_sources(blueprint: engine.Blueprint) -> list[Loss]:
    """What the agent would find nothing in, for no source is called so here."""
    here, moved = sources_by_id(), _moved(blueprint)
    return [
        Loss("source_missing", data={"name": source.name or source.id})
        for source in blueprint.knowledge
        if source.id != ALL_SOURCES and source.id not in here and source.id not in moved
    ]


def _moved(blueprint: engine.Blueprint) -> dict[str, str]:
    here = sources_by_id()
    ids = {name: identifier for identifier, name in reversed(here.items())}
    return {
        source.id: ids[source.name]
        for source in blueprint.knowledge
        if source.id != ALL_SOURCES and source.id not in here and source.name in ids
    }
