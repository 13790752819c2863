"""A server for tests: the real application on a free port, in a thread of this process."""

import contextlib
import threading
import time
from collections.abc import Iterator

import uvicorn


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """Serve the whole application on loopback; its address."""
    from centralita.config.live import whole
    from centralita.live.limits import Rate, Rates

    # All visitors of all tests come from one address; what one conversation may do stays limited.
    config = uvicorn.Config(
        # What tests date back, nobody ends for being old.
        whole(Rates(starts_of_address=Rate(1_000_000, 1e9)), idle_every=0),
        host="127.0.0.1",
        port=0,
        log_config=None,
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="test-server")
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the test server did not start")
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
