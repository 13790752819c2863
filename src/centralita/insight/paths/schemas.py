"""Paths on the wire."""

from datetime import date

from pydantic import BaseModel, Field


class StepTraffic(BaseModel):
    """A step of a flow. Each conversation counts once."""

    flow_id: str
    node_id: str
    visited: int = Field(description="Conversations that came by")
    stopped: int = Field(description="Those that ended or were left here")
    running: int = Field(description="Those that are here just now")


class WayTraffic(BaseModel):
    """A connection, by where it begins and leads to."""

    flow_id: str
    source: str
    port: str
    target: str
    passed: int = Field(description="Conversations that went this way")


class TrafficOut(BaseModel):
    """Which way the conversations of one version took that began in a period."""

    version: int | None = Field(description="Null while nothing is published")
    first: date
    last: date
    time_zone: str
    conversations: int
    running: int = Field(description="Those that go on just now")
    nodes: list[StepTraffic]
    ways: list[WayTraffic]
