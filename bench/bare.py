"""The bare limit: Starlette and asyncpg with the statements that any persisted turn needs, and nothing else."""

import contextlib
import os
import uuid
from collections.abc import AsyncGenerator

import asyncpg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

ORGANIZATION = uuid.UUID(int=1)
SCHEMA = """
DROP TABLE IF EXISTS bare_message; DROP TABLE IF EXISTS bare_conversation;
CREATE TABLE bare_conversation (organization_id uuid, id uuid, state jsonb, PRIMARY KEY (organization_id, id));
CREATE TABLE bare_message (organization_id uuid, id uuid, conversation_id uuid, role text, text text,
    at timestamptz DEFAULT now(), PRIMARY KEY (organization_id, id));
CREATE INDEX ON bare_message (organization_id, conversation_id, at);
ALTER TABLE bare_conversation ENABLE ROW LEVEL SECURITY; ALTER TABLE bare_conversation FORCE ROW LEVEL SECURITY;
ALTER TABLE bare_message ENABLE ROW LEVEL SECURITY; ALTER TABLE bare_message FORCE ROW LEVEL SECURITY;
CREATE POLICY t ON bare_conversation USING
    (organization_id = NULLIF(current_setting('app.organization_id', true), '')::uuid);
CREATE POLICY t ON bare_message USING
    (organization_id = NULLIF(current_setting('app.organization_id', true), '')::uuid);
"""


async def turn(request: Request) -> JSONResponse:
    body = await request.json()
    conversation = uuid.UUID(request.path_params["id"])
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        await connection.execute(f"SET LOCAL app.organization_id = '{ORGANIZATION}'")
        state = await connection.fetchval(
            "SELECT state FROM bare_conversation WHERE organization_id=$1 AND id=$2 FOR UPDATE",
            ORGANIZATION,
            conversation,
        )
        await connection.execute(
            "INSERT INTO bare_message (organization_id, id, conversation_id, role, text)"
            " VALUES ($1,$2,$3,'visitor',$4),($1,$5,$3,'agent',$6)",
            ORGANIZATION,
            uuid.uuid4(),
            conversation,
            body["text"],
            uuid.uuid4(),
            "answer",
        )
        await connection.execute(
            "UPDATE bare_conversation SET state=$3 WHERE organization_id=$1 AND id=$2",
            ORGANIZATION,
            conversation,
            state,
        )
    return JSONResponse({"reply": "answer"})


async def _keep(_connection: object) -> None: ...


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncGenerator[None]:
    app.state.pool = await asyncpg.create_pool(
        os.environ["DATABASE_URL"], min_size=4, max_size=16, reset=_keep
    )
    yield
    await app.state.pool.close()


app = Starlette(routes=[Route("/turn/{id}", turn, methods=["POST"])], lifespan=lifespan)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=False, log_level="error")
