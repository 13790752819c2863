"""When a session was last used, kept to the minute: to the second would be a write with every request."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from centralita.identity.gate.authentication import client_address

EVERY_SECONDS = 60.0
_MOST_REMEMBERED = 10_000

_Used = tuple[str, str, str]


class SessionActivityMiddleware:
    """Notes a session's use at most once a minute in each process, and another address or browser at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._noted: OrderedDict[_Used, float] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated:
            used = (key, client_address(request), request.headers.get("User-Agent", ""))
            if self._is_due(used):
                UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def _is_due(self, used: _Used) -> bool:
        moment = time.monotonic()
        with self._lock:
            noted = self._noted.get(used)
            if noted is not None and moment - noted < EVERY_SECONDS:
                return False
            self._noted[used] = moment
            self._noted.move_to_end(used)
            if len(self._noted) > _MOST_REMEMBERED:
                self._noted.popitem(last=False)
        return True
