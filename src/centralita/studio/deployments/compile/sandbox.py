"""The sandbox's agent: what its simulated calls need to know."""

from typing import Any

from centralita.studio.deployments.compile.source import Source


def brain(source: Source) -> dict[str, Any]:
    """Plain JSON; the version itself is read where it runs."""
    return {
        "name": source.name,
        "agent_id": source.agent_id,
        "version_id": source.version_id,
        "voice": source.voice.id,
        "language": source.language,
        "max_minutes": source.max_minutes,
        "hook": source.hook,
    }
