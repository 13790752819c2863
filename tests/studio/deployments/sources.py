"""Agents to compile."""

import itertools
from dataclasses import replace
from typing import Any

from centralita import engine
from centralita.studio.deployments.compile import Source
from centralita.studio.deployments.domain.target import Voice

TOKEN = "tok_" + "x" * 40


def source(blueprint: engine.Blueprint, **more: Any) -> Source:
    plain = Source(
        name="Recepción",
        agent_id="agt_1",
        version_id="agv_1",
        blueprint=blueprint,
        voice=Voice(id="voice_1", name="Ana", speed=1.1),
        max_minutes=15,
        public_url="https://app.example.com",
        token=TOKEN,
        hook="https://app.example.com/hooks/voice/v1/whk_1",
    )
    return replace(plain, **more)


def blueprint(*nodes: dict[str, Any], **more: Any) -> engine.Blueprint:
    """One flow of these nodes, each leading to the next."""
    ids = [node["id"] for node in nodes]
    edges = [
        {"id": f"e{place}", "source": first, "port": "next", "target": second}
        for place, (first, second) in enumerate(itertools.pairwise(ids))
    ]
    return engine.Blueprint.model_validate(
        {
            "name": "Recepción",
            "languages": ["es"],
            "flows": [{"id": "main", "nodes": list(nodes), "edges": edges}],
            "business": {"facts": {"name": "Sol", "phone": "910 000 000"}},
            **more,
        }
    )
