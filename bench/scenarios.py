"""Figure: how long three hundred scenarios take with a model that thinks for a second over each answer.

One after the other they would take that many seconds; they mostly wait, so they wait together.

    python -m bench.scenarios [scenarios]
"""

import os
import sys
import time

from bench.first_token import blueprint
from bench.stage import free_port, process, stage
from bench.table import Figure, show

SCENARIOS, THINKS = 300, 1.0
AIM = 30.0


def held(model_port: int, count: int) -> tuple[float, int]:
    """Seconds for a run of so many, and how many of them passed."""
    import django

    django.setup()
    from django.db import connections
    from tests.live.talk import published_agent
    from tests.people import make_member

    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.kit.ids import OrganizationId, from_text
    from centralita.kit.logs import set_up
    from centralita.studio.scenarios.holding import hold_run
    from centralita.studio.scenarios.models import Scenario

    set_up(production=True, level="ERROR")
    member = make_member()
    account = {
        "kind": "openai_compatible",
        "label": "Stand-in",
        "credentials": {"base_url": f"http://127.0.0.1:{model_port}/v1", "api_key": "none"},
        "default_model": "stand-in",
    }
    connected = member.api.post("/model-accounts", account)
    if connected.status_code >= 300:
        raise RuntimeError(f"{connected.status_code} {connected.content[:300]!r}")
    agent = published_agent(member, blueprint())
    script = {"steps": [{"say": "¿Cuándo abren?"}], "checks": [{"kind": "said", "text": "Abrimos de lunes"}]}
    with tenant_scope(member.organization_id):
        Scenario.objects.bulk_create(
            Scenario(
                organization_id=member.organization_id,
                agent_id=from_text("agt", agent),
                name=f"Horario {number}",
                script=script,
            )
            for number in range(count)
        )
    run = member.api.post(f"/agents/{agent}/scenario-runs", {}).json()["id"]
    began = time.perf_counter()
    hold_run(OrganizationId(member.organization_id), from_text("run", run))
    seconds = time.perf_counter() - began
    passed: int = member.api.get(f"/scenario-runs/{run}").json()["passed"]
    connections.close_all()
    return seconds, passed


def measure(count: int = SCENARIOS) -> list[Figure]:
    """One run."""
    model_port = free_port()
    os.environ["CENTRALITA_ALLOW_PRIVATE_HOSTS"] = f"127.0.0.1:{model_port}"
    environment = {**os.environ, "BENCH_THINKS": str(THINKS)}
    with process(["-m", "bench.stand_in"], environment, model_port, "/"), stage():
        seconds, passed = held(model_port, count)
    return [
        Figure(
            f"{count} scenarios with a model of {THINKS:.0f} s",
            f"{seconds:.1f} s, {passed} passed",
            f"< {AIM:.0f} s",
            seconds < AIM and passed == count,
            f"one after the other at least {count * THINKS:.0f} s",
        )
    ]


if __name__ == "__main__":
    show(measure(*(int(one) for one in sys.argv[1:])))
