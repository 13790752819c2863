"""Figure: what a thousand open chats cost one process in memory.

Each chat is a conversation that has begun, with its stream open; told is the resident memory of the process with
all of them open, less what it was with a few.

    python -m bench.open_chats [chats]
"""

import asyncio
import resource
import sys
import time
from pathlib import Path

from bench.product import Listener, key_of_agent, open_chats, product
from bench.stage import stage
from bench.table import Figure, show
from bench.turns import blueprint

AIM_MB = 200.0
WARM = 20


def resident_mb(pid: int) -> float:
    """Resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


async def hold(port: int, key: str, count: int, pid: int) -> tuple[float, float]:
    """Memory with a few chats open, and with all."""

    async def listen(number: int) -> list[Listener]:
        listeners = [Listener(port, chat) for chat in await open_chats(port, key, number)]
        for listener in listeners:
            await listener.open()
        await asyncio.sleep(2)
        return listeners

    listeners = await listen(WARM)
    idle = resident_mb(pid)
    listeners += await listen(count)
    held = resident_mb(pid)
    for listener in listeners:
        await listener.close()
    return idle, held


def measure(count: int = 1_000) -> list[Figure]:
    """The memory."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard != resource.RLIM_INFINITY else 65_536, hard))
    with stage() as on:
        key = key_of_agent(blueprint())
        with product(on) as (port, server):
            began = time.monotonic()
            idle, held = asyncio.run(hold(port, key, count, server.pid))
            took = time.monotonic() - began
    return [
        Figure(
            f"{count:,} open chats on one process",
            f"{held - idle:.0f} MB above idle",
            f"< {AIM_MB:.0f} MB",
            held - idle < AIM_MB,
            f"idle {idle:.0f} MB; opened in {took:.0f} s",
        )
    ]


def main() -> None:
    """Measure and print."""
    show(measure(*map(int, sys.argv[1:])))


if __name__ == "__main__":
    main()
