"""A tenant with one of everything, for tests that set two of them side by side."""

import json
from datetime import timedelta
from typing import Any

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text, to_text
from centralita.operations.calls.models import Call
from centralita.operations.conversations.models import Conversation, Message, TurnRating
from centralita.operations.numbers import refreshing as numbers
from centralita.providers.voice.catalogue import RemoteNumber, RemoteVoice
from centralita.studio.agents.models import AgentVersion
from centralita.studio.deployments.domain.token import make_token
from centralita.studio.deployments.models import Deployment
from centralita.studio.imports.actions import take_in
from centralita.studio.knowledge.models import KnowledgeGap
from centralita.studio.tools.models import ToolApproval
from centralita.studio.voices import refreshing as voices
from tests.people import make_member
from tests.studio.imports import samples
from tests.walk import TENANT, Operation, example, ids_in

# Routes whose answers move by themselves: what is seen is an act, and whether one may call depends on the hour.
MOVING = ("audit", "contactability", "contact-rules/preview", "call-options")
# Where things of a collection are known by another name.
ALSO = {
    "/api/v1/leads": "/api/v1/contacts",
    "/api/v1/deployments": "/api/v1/agents/{agent_id}/deployments",
    "/api/v1/scenarios": "/api/v1/agents/{agent_id}/scenarios",
    "/api/v1/scenario-runs": "/api/v1/agents/{agent_id}/scenario-runs",
    "/api/v1/scenario-runs/{run_id}/compare": "/api/v1/agents/{agent_id}/scenario-runs",
    "/api/v1/replays": "/api/v1/agents/{agent_id}/replays",
    "/api/v1/experiments": "/api/v1/agents/{agent_id}/experiments",
    "/api/v1/scenario-results": "/api/v1/scenario-runs/{run_id}/results",
    "/api/v1/translation-runs": "/api/v1/agents/{agent_id}/translation-runs",
    "/api/v1/parity-runs": "/api/v1/agents/{agent_id}/parity-runs",
}
# What was approved for everybody is in every tenant's lists and nobody's own.
SHARED = {"/api/v1/gallery-templates"}
# Parts of a path that are no ids, as the examples make them.
NAMED = {"language": "fr"}


class Tenant:
    """An organization with one of everything that the API can make, and the ids of it all by collection."""

    def __init__(self) -> None:
        self.owner = make_member()
        self.ids: dict[str, list[str]] = {}
        self.own = {to_text("org", self.owner.organization_id), to_text("usr", self.owner.user.id)}
        self._fill()

    def call(self, operation: Operation, address: str | None = None) -> Any:
        api = self.owner.api
        body = {"body": self._with_own_ids(example(operation.schema))} if operation.schema else {}
        if operation.media != "application/json":
            body = {}
        return operation.call(api.client, address or operation.address(), api.headers, **body)

    def _with_own_ids(self, value: Any) -> Any:
        """An example's ids exchanged for ones that this tenant has."""
        text = json.dumps(value)
        for identifier in ids_in(text):
            prefix = identifier.partition("_")[0]
            own = next((kept[0] for kept in self.ids.values() if kept[0].startswith(f"{prefix}_")), None)
            text = text.replace(identifier, own) if own else text
        return json.loads(text)

    def _fill(self) -> None:
        """Make what can be made, outer collections first; in the second round also what hangs on the first's."""
        made: set[str] = set()
        for _ in range(2):
            for operation in sorted(TENANT, key=lambda each: each.path.count("/")):
                if operation.method != "POST" or operation.path.startswith("/api/v1/organization/"):
                    continue
                if operation.name.endswith("_delete"):
                    continue
                for address in self.addresses(operation) if operation.ids else [operation.address()]:
                    answer = self.call(operation, address) if operation.name not in made else None
                    if answer is not None and answer.status_code in {200, 201}:
                        made.add(operation.name)
                        self._keep(operation.path, answer)
            if not self.ids.get("/api/v1/conversations"):
                self._converse()
                self._bring_in()
                self._miss()
                self._ask()
            if not self.ids.get("/api/v1/voices"):
                self._connect()
                self._call()
                self._deploy()
                self._results()
            for operation in TENANT:
                if operation.method == "GET" and not operation.ids:
                    self._keep(operation.path, self.call(operation))
        # Of what only the second round could make.
        self._results()
        self.own |= {each for path, kept in self.ids.items() if path not in SHARED for each in kept}

    def _keep(self, path: str, answer: Any) -> None:
        if not answer.get("Content-Type", "").startswith("application/json"):
            return
        body = answer.json()
        rows = body.get("items", [body]) if isinstance(body, dict) else []
        for row in rows:
            identifier = row.get("id") if isinstance(row, dict) else None
            if isinstance(identifier, str) and ids_in(identifier):
                kept = self.ids.setdefault(path, [])
                if identifier not in kept:
                    kept.append(identifier)

    def _converse(self) -> None:
        with tenant_scope(self.owner.organization_id):
            version = AgentVersion.objects.order_by("number").first()
            assert version is not None, "the agents' example publishes"
            conversation = Conversation.objects.create(
                organization_id=self.owner.organization_id,
                agent_id=version.agent_id,
                blueprint_id=version.blueprint_id,
                channel="widget",
                language="es",
                state=b"",
                status="ended",
                preview="Hola",
                started_at=now(),
                last_at=now(),
                ended_at=now(),
            )
            message = Message.objects.create(
                organization_id=self.owner.organization_id,
                conversation_id=conversation.id,
                sequence=1,
                role="agent",
                text="Hola",
                at=now(),
            )
            TurnRating.objects.create(
                organization_id=self.owner.organization_id,
                conversation_id=conversation.id,
                agent_id=conversation.agent_id,
                message_id=message.id,
                sequence=1,
                good=False,
                remark="No dijo quién es",
                rated_at=now(),
            )
        self.ids["/api/v1/conversations/{conversation_id}/messages"] = [to_text("msg", message.id)]

    def _bring_in(self) -> None:
        """A file of an agent, waiting to be made one."""
        with tenant_scope(self.owner.organization_id):
            files = [(f"{name}.json", samples.content_of(name)) for name in ("typebot", "vapi_squad")]
            rows = take_in(self.owner.actor, files)
        self.ids["/api/v1/agent-imports"] = [to_text("aim", row.id) for row in rows]
        self.ids["/api/v1/agent-uploads"] = [
            to_text("aup", row.upload_id) for row in rows[:1] if row.upload_id
        ]

    def _miss(self) -> None:
        """A question that nothing answered."""
        with tenant_scope(self.owner.organization_id):
            KnowledgeGap.objects.create(
                organization_id=self.owner.organization_id,
                question="¿Tienen wifi?",
                marks=["wifi"],
                language="es",
                times=1,
                first_at=now(),
                last_at=now(),
            )

    def _ask(self) -> None:
        """A call that waits for a person's yes."""
        with tenant_scope(self.owner.organization_id):
            conversation = Conversation.objects.order_by("id").first()
            assert conversation is not None
            ToolApproval.objects.create(
                organization_id=self.owner.organization_id,
                tool_id=from_text("tool", self.ids["/api/v1/tools"][0]),
                version=1,
                conversation_id=conversation.id,
                agent_id=conversation.agent_id,
                effect_id="e1",
                asked_at=now(),
                expires_at=now() + timedelta(days=1),
            )

    def _connect(self) -> None:
        """What a platform would list: one voice and one phone number."""
        account_id = from_text("pac", self.ids["/api/v1/voice-accounts"][0])
        organization_id = self.owner.organization_id
        with tenant_scope(organization_id):
            voices.keep(organization_id, account_id, [RemoteVoice("v1", "Alba", languages=("es-ES",))], now())
            numbers.keep(organization_id, account_id, [RemoteNumber("n1", "+34910000002")], now())

    def _call(self) -> None:
        with tenant_scope(self.owner.organization_id):
            Call.objects.create(
                organization_id=self.owner.organization_id,
                contact_id=from_text("con", self.ids["/api/v1/contacts"][0]),
                platform="sandbox",
                direction="outbound",
                status="completed",
                to_number="+34912345678",
            )

    def _results(self) -> None:
        """What the runs of scenarios found stands in each run."""
        for run in self.ids.get(ALSO["/api/v1/scenario-runs"], ()):
            results = self.owner.api.get(f"/scenario-runs/{run}").json()["results"]
            self.ids["/api/v1/scenario-runs/{run_id}/results"] = [each["id"] for each in results]
        for replay in self.ids.get(ALSO["/api/v1/replays"], ()):
            talks = self.owner.api.get(f"/replays/{replay}").json()["talks"]
            self.ids["/api/v1/replays/{replay_id}/talks"] = [each["id"] for each in talks]
        for run in self.ids.get(ALSO["/api/v1/parity-runs"], ()):
            results = self.owner.api.get(f"/parity-runs/{run}").json()["results"]
            self.ids["/api/v1/parity-runs/{run_id}/results"] = [each["id"] for each in results]

    def _deploy(self) -> None:
        """An agent that runs at a platform, where no example has brought one there."""
        if self.ids.get(ALSO["/api/v1/deployments"]):
            return
        with tenant_scope(self.owner.organization_id):
            row = Deployment.objects.create(
                organization_id=self.owner.organization_id,
                agent_id=from_text("agt", self.ids["/api/v1/agents"][0]),
                account_id=from_text("pac", self.ids["/api/v1/voice-accounts"][0]),
                goal="paused",
                state="paused",
                reached=1,
                brain_token=make_token(self.owner.organization_id),
            )
        self.ids[ALSO["/api/v1/deployments"]] = [to_text("dep", row.id)]

    def parts(self, operation: Operation) -> dict[str, str] | None:
        """This tenant's ids for each part of a path; None when there is none for one of them."""
        parts: dict[str, str] = {}
        for name in operation.ids:
            if name in NAMED:
                parts[name] = NAMED[name]
                continue
            collection = operation.path.partition("/{" + name + "}")[0]
            found = self.ids.get(ALSO.get(collection, collection))
            if not found:
                return None
            parts[name] = found[0]
        return parts

    def addresses(self, operation: Operation) -> list[str]:
        parts = self.parts(operation) if operation.ids else None
        return [operation.address(**parts)] if parts else []

    def picture(self) -> dict[str, str]:
        """Everything that can be read of it."""
        shown = {}
        for operation in TENANT:
            if operation.method == "GET" and not any(part in operation.path for part in MOVING):
                for address in self.addresses(operation) if operation.ids else [operation.address()]:
                    answer = self.call(operation, address)
                    if answer.get("Content-Type", "").startswith("application/json"):
                        shown[address] = json.dumps(without_acts(answer.json()), sort_keys=True)
        return shown


def without_acts(body: Any) -> Any:
    """A body without what counts the acts of members: taking the picture is one."""
    for row in body.get("items", ()) if isinstance(body, dict) else ():
        if isinstance(row, dict):
            row.pop("recent_acts", None)
            row.pop("last_acted_at", None)
    return body
