"""Figures for Prometheus."""

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

_requests = Counter("centralita_requests_total", "Requests answered", ["method", "route", "status"])
_seconds = Histogram(
    "centralita_request_seconds",
    "Time to answer a request, in seconds",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10),
)


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answer. `route` is the pattern, never the path, so that labels stay few."""
    _requests.labels(method, route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def render() -> tuple[bytes, str]:
    """The exposition text and its content type."""
    return generate_latest(), CONTENT_TYPE_LATEST
