"""How sign-up and sign-in follow this installation's rules."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest

from centralita.identity.gate.authentication import client_address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Sign-up can be closed; addresses are counted behind our own proxies only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.ENVIRONMENT.signup_open)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Other providers' accounts follow the same rule."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return bool(settings.ENVIRONMENT.signup_open)
