"""`Idempotency-Key`: the same request sent again gets the first answer and has no second effect."""

import hashlib
from dataclasses import dataclass

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.gate.models import IdempotencyRecord
from centralita.kit.errors import AppError, Category, Invalid
from centralita.kit.ids import new_id

MAXIMUM_KEY = 255


class IdempotencyKeyReused(AppError):
    """The key was used for another request."""

    code = "idempotency_key_reused"
    category = Category.INVALID


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered the first time."""

    status: int
    body: bytes


def claim(actor: Actor, key: str, operation: str, body: bytes) -> Answer | None:
    """Take the key for this transaction, or give the answer that it already has.

    A concurrent request with the same key waits here for the first one's commit: the unique index sees to that.
    """
    if not key.isascii() or not 1 <= len(key) <= MAXIMUM_KEY:
        raise Invalid(field="Idempotency-Key")
    digest = hashlib.sha256(operation.encode() + b"\0" + body).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO idempotency_record (id, organization_id, user_id, key, operation, body_hash, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, now()) ON CONFLICT DO NOTHING",
            [new_id(), actor.organization_id, actor.user_id, key, operation, digest],
        )
        if cursor.rowcount == 1:
            return None
    record = IdempotencyRecord.objects.get(user_id=actor.user_id, key=key)
    if bytes(record.body_hash) != digest:
        raise IdempotencyKeyReused(field="Idempotency-Key")
    return Answer(status=record.status or 200, body=bytes(record.body or b""))


def keep(actor: Actor, key: str, answer: Answer) -> None:
    """Store the answer in the same transaction as the effect."""
    IdempotencyRecord.objects.filter(user_id=actor.user_id, key=key).update(
        status=answer.status, body=answer.body
    )
