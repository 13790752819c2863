"""Static files: the built dashboard under /static/app/, small pages' styles under /static/."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

from centralita.config import built

_HERE = Path(__file__).parent


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]  # the library ships no types
    """Serves files with hashed names for ever and the rest with revalidation."""

    def __init__(self, get_response: object = None) -> None:
        super().__init__(get_response)
        self.add_files(str(_HERE / "static"), prefix="/static/")
        if built.dashboard().exists():
            self.add_files(str(built.dashboard()), prefix="/static/app/")

    def immutable_file_test(self, path: str, url: str) -> bool:
        return url.startswith("/static/app/assets/")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = super().__call__(request)
        return response
