"""Addresses of the control plane."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from centralita.config import pages
from centralita.config.api import api
from centralita.operations.compliance.pages import opt_out

handler400 = "centralita.config.problems.bad_request"
handler404 = "centralita.config.problems.not_found"
handler500 = "centralita.config.problems.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", pages.health),
    path("readyz", pages.ready),
    path("metrics", pages.metrics),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("dev/mail", pages.developer_mail),
    *(path(name, pages.widget_script, {"name": name}) for name in pages.WIDGET_SCRIPTS),
    path("service-worker.js", pages.service_worker),
    path("chat/<str:key>", pages.hosted_chat),
    path("stop/<str:organization>", opt_out),
    re_path(r"^(?!api/|_allauth/|static/|chat/|stop/|live/v1/).*$", pages.dashboard),
]
