"""A wire, a server behind it, and a client that takes it for a public one."""

import pytest
from tests.kit.outbound.wires import PUBLIC, Names, Server, Wire

from centralita.kit.outbound import Limits, Outbound, OutboundPolicy


@pytest.fixture
def wire(monkeypatch):
    return Wire(monkeypatch)


@pytest.fixture
def server():
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def http(server, wire):
    """An outbound client for whom `api.example.test` and `other.example.test` are public hosts."""
    wire.routes[PUBLIC] = server.port
    names = Names(api_example_test=[PUBLIC], other_example_test=[PUBLIC], inside_example_test=["127.0.0.1"])
    outbound = Outbound(OutboundPolicy(plain_http=True, limits=Limits(1, 1, 1, 2, 10_000)), resolver=names)
    yield outbound
    outbound.close()
