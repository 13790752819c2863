"""What is written to a network stream leaves in few pieces, whole and in order."""

import asyncio

import httpcore2
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.outbound.gathering import GatheringStream


class Wire(httpcore2.AsyncNetworkStream):
    """What was sent, piece by piece; answers with a letter."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - the signature is httpcore2's
        return b"a"

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as above
        self.sent.append(buffer)


def test_head_and_body_leave_together():
    async def ask() -> list[bytes]:
        wire = Wire()
        stream = GatheringStream(wire)
        await stream.write(b"POST / HTTP/1.1\r\n\r\n")
        await stream.write(b"body")
        assert wire.sent == []
        assert await stream.read(10) == b"a"
        return wire.sent

    assert asyncio.run(ask()) == [b"POST / HTTP/1.1\r\n\r\nbody"]


@given(
    st.lists(
        st.one_of(st.binary(max_size=40), st.integers(1, 90_000).map(lambda size: b"x" * size), st.none())
    )
)
def test_nothing_is_lost_nor_held_without_bound(steps):
    """None stands for a reading."""

    async def go() -> list[bytes]:
        wire = Wire()
        stream = GatheringStream(wire)
        held = 0
        for step in steps:
            if step is None:
                await stream.read(10)
                assert sum(map(len, wire.sent)) == held
            else:
                await stream.write(step)
                held += len(step)
                assert held - sum(map(len, wire.sent)) <= 64 * 1024
        await stream.read(10)
        return wire.sent

    assert b"".join(asyncio.run(go())) == b"".join(step for step in steps if step is not None)
