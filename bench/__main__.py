"""Every figure, one after another: `make bench`. `ARGS=turns` for one of them."""

import importlib
import sys

FIGURES = ("turns", "dashboard_api")


def main() -> None:
    """Run the figures that were named, or all; each prints its own table."""
    asked = [name for name in sys.argv[1:] if name in FIGURES] or list(FIGURES)
    sys.argv = sys.argv[:1]
    for name in asked:
        importlib.import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
