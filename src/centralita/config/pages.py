"""Pages and probes that are not the API: health, figures, the dashboard's shell, the widget."""

import gzip
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_safe

from centralita.config import built, problems
from centralita.config import metrics as figures
from centralita.identity.mail.models import DeveloperMail


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The process can do its work: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "unreachable"}, status=503)
    return JsonResponse({"ready": True})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures. Expose it to your monitoring only; the shipped nginx configuration does."""
    body, content_type = figures.render()
    return HttpResponse(body, content_type=content_type)


@cache
def _shell() -> bytes:
    return (built.dashboard() / "index.html").read_bytes()


@require_safe
@ensure_csrf_cookie
def dashboard(request: HttpRequest) -> HttpResponse:
    """The dashboard's one page; the address is read in the browser."""
    if not (built.dashboard() / "index.html").exists():
        return render(request, "dashboard_missing.html", status=503)
    response = HttpResponse(_shell(), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the dashboard's frame offline. At the root, because it serves every page below it."""
    file = built.dashboard() / "service-worker.js"
    if not file.exists():
        return problems.not_found(request)
    response = HttpResponse(file.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=8)
def _compressed(file: Path, _changed: int) -> bytes:
    """The file gzipped, once for each time it was built."""
    return gzip.compress(file.read_bytes(), 9)


WIDGET_SCRIPTS: Final = ("widget.js", "widget-call.js", "widget-capture.js")


@require_safe
def widget_script(request: HttpRequest, name: str) -> HttpResponse:
    """The script that a customer's page loads, and those that it fetches when somebody wants to call."""
    file: Path = built.widget() / name
    if not file.exists():
        return problems.not_found(request)
    response = HttpResponse(content_type="text/javascript; charset=utf-8")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = _compressed(file, file.stat().st_mtime_ns)
        response["Content-Encoding"] = "gzip"
    else:
        response.content = file.read_bytes()
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def hosted_chat(request: HttpRequest, key: str) -> HttpResponse:
    """A page of its own for one agent, for those who have no website to put the widget on."""
    return render(request, "hosted_chat.html", {"key": key})


@require_GET
def developer_mail(request: HttpRequest) -> HttpResponse:
    """Mail that had nowhere to go. Only while no mail service is configured, and never in production."""
    if settings.PRODUCTION or settings.MAIL_CONFIGURED:
        return problems.not_found(request)
    return render(request, "developer_mail.html", {"messages": DeveloperMail.objects.order_by("-id")[:50]})
