"""Tools, their published versions, the cases that they are tried with, and the calls that were made."""

from django.db import models

from centralita.identity.tenancy.models import TenantModel

MODES = ("real", "mock")
STATES = ("running", "done", "failed")
SOURCES = ("conversation", "test", "bench")
VERDICTS = ("", "accepted", "refused", "unclear", "failed")
APPROVAL_STATES = ("waiting", "approved", "refused", "expired", "dropped")


class Tool(TenantModel):
    """Something agents may do. `draft` is the definition being edited; `secret` is sealed for this row.

    How it signs in is no part of a version: a new key serves all of them. The secret is sent to `secret_origin` only.
    With a shared sign-in it has none of its own.
    """

    name = models.CharField(max_length=64)
    label = models.CharField(max_length=120)
    name_key = models.TextField(
        help_text="Label and name, lowered and without accents: what a search looks at"
    )
    draft = models.JSONField()
    draft_hash = models.BinaryField(max_length=32)
    sign_in = models.CharField(max_length=12, default="none")
    sign_in_shown = models.JSONField(default=dict)
    secret = models.BinaryField()
    secret_origin = models.CharField(max_length=300, blank=True, default="")
    shared_sign_in_id = models.UUIDField(null=True)
    test_mode = models.CharField(max_length=8, default="real")
    live_number = models.PositiveIntegerField(null=True)
    live_hash = models.BinaryField(max_length=32, null=True)
    live_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "tool"
        constraints = [
            models.CheckConstraint(condition=models.Q(test_mode__in=MODES), name="tool_test_mode"),
            models.UniqueConstraint(fields=["organization_id", "name"], name="tool_name"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "name_key", "id"], name="tool_search"),
            models.Index(
                fields=["organization_id", "shared_sign_in_id"],
                name="tool_of_sign_in",
                condition=models.Q(shared_sign_in_id__isnull=False),
            ),
        ]


class SharedSignIn(TenantModel):
    """A sign-in that several tools use. `secret` is sealed for this row and sent to `origins` only.

    One that is `waiting` was brought by a template or an import without its secret: it signs nobody in until somebody
    types it. `verdict` is how it went when it was last tested, '' where it was not since it was changed.
    """

    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    shown = models.JSONField(default=dict)
    secret = models.BinaryField()
    origins = models.JSONField(default=list)
    waiting = models.BooleanField(default=False)
    test_address = models.CharField(max_length=2000, blank=True, default="")
    verdict = models.CharField(max_length=12, blank=True, default="")
    tested_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "tool_sign_in"
        constraints = [
            models.CheckConstraint(condition=models.Q(verdict__in=VERDICTS), name="tool_sign_in_verdict"),
            models.UniqueConstraint(fields=["organization_id", "label"], name="tool_sign_in_label"),
        ]


class ToolVersion(TenantModel):
    """A published definition with its number. Never changed, never reused."""

    tool_id = models.UUIDField()
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=500, blank=True, default="")
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "tool_version"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "tool_id", "number"], name="tool_version_number"
            )
        ]


class ToolCase(TenantModel):
    """Arguments worth trying again, and the answer that stands in for the real one in tests."""

    tool_id = models.UUIDField()
    name = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    mock_status = models.PositiveSmallIntegerField(null=True)
    mock_body = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "tool_case"
        indexes = [models.Index(fields=["organization_id", "tool_id", "id"], name="tool_case_of")]


class ToolCall(TenantModel):
    """One call: what was asked, what came of it. Written before the call goes out, so that none goes out twice."""

    tool_id = models.UUIDField()
    version = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=12)
    conversation_id = models.UUIDField(null=True)
    agent_id = models.UUIDField(null=True)
    effect_id = models.CharField(max_length=40, blank=True, default="")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="running")
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True, default="")
    result = models.JSONField(null=True)
    error = models.CharField(max_length=60, blank=True, default="")
    ms = models.FloatField(null=True)
    mocked = models.BooleanField(default=False)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "tool_call"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="tool_call_state"),
            models.CheckConstraint(condition=models.Q(source__in=SOURCES), name="tool_call_source"),
            models.UniqueConstraint(
                fields=["organization_id", "conversation_id", "effect_id"], name="tool_call_once"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "tool_id", "-id"], name="tool_call_newest")]


class ToolApproval(TenantModel):
    """A person was asked whether a call may be made: with what, until when, and what they said.

    `dropped` is one that nobody waits for any more, for the conversation went on without it.
    """

    tool_id = models.UUIDField()
    version = models.PositiveIntegerField()
    conversation_id = models.UUIDField()
    agent_id = models.UUIDField()
    effect_id = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="waiting")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_name = models.CharField(max_length=254, blank=True, default="")
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        db_table = "tool_approval"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=APPROVAL_STATES), name="tool_approval_state"),
            models.UniqueConstraint(
                fields=["organization_id", "conversation_id", "effect_id"], name="tool_approval_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "-id"], name="tool_approval_newest"),
            models.Index(
                fields=["organization_id", "expires_at"],
                name="tool_approval_waiting",
                condition=models.Q(state="waiting"),
            ),
        ]


class SentMessage(TenantModel):
    """A message that a tool sends, written before it goes out: what limits count. The address is kept as a digest."""

    tool_id = models.UUIDField()
    conversation_id = models.UUIDField()
    kind = models.CharField(max_length=8)
    recipient = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        db_table = "sent_message"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["email", "sms"]), name="sent_message_kind")
        ]
        indexes = [
            models.Index(fields=["organization_id", "kind", "-at"], name="sent_message_newest"),
            models.Index(fields=["organization_id", "conversation_id"], name="sent_message_of"),
            models.Index(fields=["organization_id", "recipient", "-at"], name="sent_message_to"),
        ]
