"""How sign-up and sign-in follow this installation's rules, at the points where the library asks."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext_lazy

from centralita.identity.accounts.models import User
from centralita.identity.audit import security
from centralita.identity.gate.authentication import client_address
from centralita.identity.mail import letters
from centralita.identity.sign_in import devices, invited
from centralita.identity.sign_in.listeners import where


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Sign-up may be for the invited only; guesses are counted per account wherever they come from."""

    error_messages = {  # noqa: RUF012  # the library's shape
        **DefaultAccountAdapter.error_messages,
        "invited_address_only": gettext_lazy("Enter a valid email address."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.ENVIRONMENT.signup_open) or invited.address(request) is not None

    def clean_email(self, email: str) -> str:
        """Where sign-up is for the invited, they sign up with the address that was invited."""
        cleaned: str = super().clean_email(email).lower()
        match = self.request.resolver_match if self.request else None
        invited_only = (
            match is not None and match.url_name == "signup" and not settings.ENVIRONMENT.signup_open
        )
        if invited_only and invited.address(self.request) not in {None, cleaned}:
            raise self.validation_error("invited_address_only")
        return cleaned

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Who came by the link in a letter has shown that the letter's address is theirs."""
        return invited.address(request) == email.lower() or bool(super().is_email_verified(request, email))

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Guesses count per account, not per account and host name; a device of the person's counts apart.

        So a stranger's guesses, however many and from wherever, do not lock out the person at their own machine.
        """
        email = str(credentials.get("email", "")).strip().lower()
        device = devices.known(request, email)
        return f"device:{device}:{email}" if device else f"account:{email}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        email = str(credentials.get("email", "")).strip().lower()
        user_id = User.objects.filter(email=email).values_list("id", flat=True).first()
        security.record(user_id or security.NOBODY, "sign_in_failed", where(request))

    def post_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post_login(request, user, **named)
        devices.remember(request, response, user)
        return response

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,  # the library's shape
    ) -> EmailMessage:
        """Our own letters, in the language of whoever has the address."""
        to = email if isinstance(email, str) else email[0]
        chosen = User.objects.filter(email=to.lower()).values_list("language", flat=True).first()
        language = chosen or translation.get_language() or "en"
        name = template_prefix.rpartition("/")[2].removesuffix("_signup")
        public = settings.ENVIRONMENT.public_url
        data = {
            key: value
            for key, value in context.items()
            if isinstance(value, str | int) or key.endswith("_email")
        }
        if "timestamp" in context:
            trace = {
                "when": f"{context['timestamp']:%Y-%m-%d %H:%M}",
                "ip": context.get("ip", ""),
                "user_agent": context.get("user_agent", ""),
                "reset_url": f"{public}/forgot-password",
            }
            data["trace"] = letters.compose("trace", language, trace).text
        data |= {"email": to, "sign_in_url": f"{public}/sign-in"}
        return letters.compose(name, language, data).message(to)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Other providers' accounts follow the same rule."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        if settings.ENVIRONMENT.signup_open:
            return True
        address = invited.address(request)
        return address is not None and address == str(sociallogin.user.email).lower()


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]  # the library ships no types
    """Ending a session is told."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        ending = list(sessions)
        super().end_sessions(ending)
        for session in ending:
            details = {"ended_address": session.ip, "ended_browser": session.user_agent}
            security.record(session.user_id, "session_ended", where(self.request), details=details)
