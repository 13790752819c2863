from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "centralita.identity.sign_in"
    label = "sign_in"

    def ready(self) -> None:
        from centralita.identity.sign_in import listeners

        listeners.connect()
