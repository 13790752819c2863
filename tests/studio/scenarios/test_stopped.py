"""A build that is stopped has proven nothing, and says so."""

import re
import signal
import subprocess
import sys
import time

import pytest

from centralita.config.endings import Terminated, explained
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId, from_text, to_text
from centralita.studio.scenarios.models import Scenario, ScenarioRun
from tests.people import Member

# Far more than are held before anybody stops it.
MANY = 2_000
GREETS = {"steps": [], "checks": [{"kind": "said", "text": "hola"}]}


@pytest.mark.database
def test_it_ends_as_a_shell_expects_and_its_run_is_called_off(member: Member) -> None:
    agent = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    organization_id, agent_id = OrganizationId(member.organization_id), from_text("agt", agent)
    with tenant_scope(organization_id):
        Scenario.objects.bulk_create(
            Scenario(organization_id=organization_id, agent_id=agent_id, name=f"Caso {number}", script=GREETS)
            for number in range(MANY)
        )
    process = subprocess.Popen(
        [sys.executable, "-m", "centralita.cli", "test", to_text("org", organization_id), agent],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    runs, until = f"/agents/{agent}/scenario-runs", time.monotonic() + 60
    while not any(run["passed"] for run in member.api.get(runs).json()["items"]):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.05)
    process.terminate()
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (143, "")
    told = re.fullmatch(rf"Stopped: (\d+) of {MANY} scenarios were held; the run was called off\.\n", err)
    assert told, err
    with tenant_scope(organization_id):
        assert ScenarioRun.objects.get(agent_id=agent_id).state == "cancelled"
    [run] = member.api.get(runs).json()["items"]
    assert run["passed"] + run["failed"] == int(told[1]) < MANY


@pytest.mark.parametrize("why", [KeyboardInterrupt, Terminated])
def test_to_be_stopped_is_how_a_server_ends_and_nothing_else(
    why: type[KeyboardInterrupt], capsys: pytest.CaptureFixture[str]
) -> None:
    stopped = why()
    stopped.add_note("not done")
    heard = signal.getsignal(signal.SIGTERM)
    try:
        with explained(serves=True):
            raise stopped
        with pytest.raises(SystemExit) as ended, explained():
            raise stopped
    finally:
        signal.signal(signal.SIGTERM, heard)
    assert ended.value.code == (143 if why is Terminated else 130)
    assert capsys.readouterr() == ("", "not done\n")
