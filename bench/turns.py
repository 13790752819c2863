"""Figure: a turn without a model, persisted, beside the bare limit, in one run.

python -m bench.turns [--seconds 8] [--users 32]
"""

import argparse
import asyncio
import json
import subprocess
import sys
import uuid
from typing import Any

import psycopg

from bench import bare
from bench.product import key_of_agent, open_chats, product
from bench.stage import Stage, cpu_seconds, free_port, process, stage
from bench.table import Figure, show

AIM_RATIO = 0.60
AIM_P50_MS, AIM_P99_MS = 15.0, 40.0
TEXTS = ["Marta", "una limpieza", "el jueves", "sí, por favor", "gracias"]


def blueprint() -> dict[str, Any]:
    """Two questions, asked again and again: each turn stores an answer and says two things at most."""
    nodes = [
        {"id": "name", "kind": "ask", "data": {"question": {"es": "¿Cómo se llama?"}, "variable": "name"}},
        {
            "id": "wish",
            "kind": "ask",
            "data": {"question": {"es": "¿Qué desea, {{name}}?"}, "variable": "wish"},
        },
    ]
    edges = [
        {"id": "a", "source": "name", "port": "next", "target": "wish"},
        {"id": "b", "source": "wish", "port": "next", "target": "name"},
    ]
    return {
        "name": "Bench",
        "languages": ["es"],
        "variables": [{"name": "name"}, {"name": "wish"}],
        "guardrails": {"max_turns": 10_000},
        "flows": [{"id": "main", "name": "Main", "entry": "name", "nodes": nodes, "edges": edges}],
    }


def drive(plan: dict[str, Any]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure_bare(on: Stage, users: int, seconds: float) -> tuple[dict[str, float], float]:
    state = json.dumps({"variables": {f"name_{index}": "value " * 6 for index in range(30)}})
    ids = [uuid.uuid4() for _ in range(users)]
    with psycopg.connect(on.owner_dsn) as connection:
        connection.execute(bare.SCHEMA)
        connection.execute(f"SET LOCAL app.organization_id = '{bare.ORGANIZATION}'")
        for identifier in ids:
            connection.execute(
                "INSERT INTO bare_conversation VALUES (%s, %s, %s)", [bare.ORGANIZATION, identifier, state]
            )
    port = free_port()
    with process(["-m", "bench.bare"], on.environment, port, "/") as server:
        plan = {
            "host": "127.0.0.1",
            "port": port,
            "users": users,
            "seconds": seconds,
            "targets": [[f"/turn/{identifier}", ""] for identifier in ids],
            "bodies": [json.dumps({"text": text}) for text in TEXTS],
        }
        before = cpu_seconds(server.pid)
        figures = drive(plan)
        return figures, cpu_seconds(server.pid) - before


def measure_ours(on: Stage, users: int, seconds: float) -> tuple[dict[str, float], float]:
    key = key_of_agent(blueprint())
    with product(on) as (port, server):
        chats = asyncio.run(open_chats(port, key, users))
        targets = [[chat.path("messages"), chat.token] for chat in chats]
        plan = {
            "host": "127.0.0.1",
            "port": port,
            "users": users,
            "seconds": seconds,
            "targets": targets,
            "bodies": [json.dumps({"client_id": "UNIQUE", "text": text}) for text in TEXTS],
            "unique": "UNIQUE",
        }
        before = cpu_seconds(server.pid)
        figures = drive(plan)
        return figures, cpu_seconds(server.pid) - before


def measure(seconds: float = 8, users: int = 32) -> list[Figure]:
    """The rate beside the bare limit's, and the waiting."""
    with stage() as on:
        bare_figures, bare_cpu = measure_bare(on, users, seconds)
        ours, ours_cpu = measure_ours(on, users, seconds)
    print(f"{'':24}{'turns/s':>10}{'p50 ms':>10}{'p99 ms':>10}{'app CPU ms':>12}{'errors':>8}")
    for name, figures, cpu in (("bare limit", bare_figures, bare_cpu), ("Centralita", ours, ours_cpu)):
        each = cpu / (figures["per_second"] * (seconds + 1)) * 1000
        print(
            f"{name:24}{figures['per_second']:10.0f}{figures['p50_ms']:10.1f}{figures['p99_ms']:10.1f}"
            f"{each:12.2f}{figures['errors']:8.0f}"
        )
    ratio = ours["per_second"] / bare_figures["per_second"]
    p50, p99 = ours["p50_ms"], ours["p99_ms"]
    return [
        Figure(
            f"a turn without a model, persisted, {users} at once: rate",
            f"{ours['per_second']:.0f}/s, {ratio:.2f} of the bare limit",
            f"{AIM_RATIO:.2f} of the bare limit",
            ratio >= AIM_RATIO,
            f"{bare_figures['per_second']:.0f}/s",
        ),
        Figure(
            "  the wait for it",
            f"p50 {p50:.1f} ms, p99 {p99:.1f} ms",
            f"p50 < {AIM_P50_MS:.0f} ms, p99 < {AIM_P99_MS:.0f} ms",
            p50 < AIM_P50_MS and p99 < AIM_P99_MS,
            f"p50 {bare_figures['p50_ms']:.1f} ms, p99 {bare_figures['p99_ms']:.1f} ms",
        ),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--users", type=int, default=32)
    arguments = parser.parse_args()
    show(measure(arguments.seconds, arguments.users))


if __name__ == "__main__":
    main()
