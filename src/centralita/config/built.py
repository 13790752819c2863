"""Where the built dashboard and widget are: inside an installed package, or beside the sources."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent.parent


@cache
def dashboard() -> Path:
    """The folder with the dashboard's index.html and assets."""
    packed = _PACKAGE / "web_dist"
    return packed if packed.exists() else _CHECKOUT / "web" / "dist"


@cache
def widget() -> Path:
    """The folder with widget.js."""
    packed = _PACKAGE / "widget_dist"
    return packed if packed.exists() else _CHECKOUT / "widget" / "dist"
