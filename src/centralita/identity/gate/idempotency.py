"""`Idempotency-Key`: the same request sent again gets the first answer and has no second effect."""

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, RawPostDataException

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


def replayed(answer: Answer) -> HttpResponse:
    """The first answer once more, marked as such."""
    response = HttpResponse(answer.body, content_type="application/json", status=answer.status)
    response["Idempotent-Replayed"] = "true"
    return response


def content_of(request: HttpRequest) -> bytes:
    """What makes a request the same as another: its address and its body, uploaded files included."""
    address = request.get_full_path().encode() + b"\0"
    try:
        return address + request.body
    except RawPostDataException:
        # A form with files has been read as a stream; its parts are still there, its boundaries are not.
        fields = json.dumps({name: request.POST.getlist(name) for name in sorted(request.POST)}).encode()
        digest = hashlib.sha256(fields)
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                digest.update(f"\0{name}\0{file.name}\0{file.size}\0".encode())
                for chunk in file.chunks():
                    digest.update(chunk)
                file.seek(0)
        return address + digest.digest()


def claim(actor: Actor, key: str, operation: str, content: bytes) -> Answer | None:
    """Take the key for this transaction, or give the answer that it already has.

    A concurrent request with the same key waits here for the first one's commit: the unique index sees to that.
    """
    digest = _digest_of(key, operation, content)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO idempotency_record (id, organization_id, user_id, key, operation, body_hash, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, now()) ON CONFLICT DO NOTHING",
            [new_id(), actor.organization_id, _caller(actor), key, operation, digest],
        )
        if cursor.rowcount == 1:
            return None
    return _first_answer(IdempotencyRecord.objects.get(user_id=_caller(actor), key=key), digest)


def _digest_of(key: str, operation: str, content: bytes) -> bytes:
    if not key.isascii() or not 1 <= len(key) <= MAXIMUM_KEY:
        raise Invalid(field="Idempotency-Key")
    return hashlib.sha256(operation.encode() + b"\0" + content).digest()


def _first_answer(record: IdempotencyRecord, digest: bytes) -> Answer:
    if bytes(record.body_hash) != digest:
        raise IdempotencyKeyReused(field="Idempotency-Key")
    return Answer(status=record.status or 200, body=bytes(record.body or b""))


def _caller(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise Invalid(field="Idempotency-Key")
    return actor.user_id


def keep(actor: Actor, key: str, answer: Answer) -> None:
    """Store the answer in the same transaction as the effect."""
    IdempotencyRecord.objects.filter(user_id=_caller(actor), key=key).update(
        status=answer.status, body=answer.body
    )


def release(actor: Actor, key: str) -> None:
    """Let a key be used again: its request was refused, though something of it stays."""
    IdempotencyRecord.objects.filter(user_id=_caller(actor), key=key).delete()


@dataclass(frozen=True, slots=True)
class PersonalClaim:
    """A person's key for a request that is about no organization yet: it makes one, and the answer goes there."""

    user_id: UUID
    key: str
    operation: str
    digest: bytes

    @classmethod
    def of(cls, user_id: UUID, key: str, operation: str, content: bytes) -> "PersonalClaim":
        """Raises Invalid for what is no key."""
        return cls(user_id, key, operation, _digest_of(key, operation, content))

    def take(self) -> Answer | None:
        """Take the key for this transaction of the person, or give the answer that it already has.

        No unique index spans organizations, so a lock has a concurrent request with the same key wait.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{self.user_id} {self.key}"]
            )
        record = IdempotencyRecord.objects.filter(
            user_id=self.user_id, key=self.key, operation=self.operation
        ).first()
        return None if record is None else _first_answer(record, self.digest)

    def keep(self, answer: Answer) -> None:
        """Store the answer with the organization that the transaction works for by now."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO idempotency_record"
                " (id, organization_id, user_id, key, operation, body_hash, status, body, created_at)"
                " VALUES (%s, current_setting('app.organization_id')::uuid, %s, %s, %s, %s, %s, %s, now())",
                [new_id(), self.user_id, self.key, self.operation, self.digest, answer.status, answer.body],
            )
