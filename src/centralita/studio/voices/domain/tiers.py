"""Which voices only paid plans may use."""

from typing import Final

# The platforms' words for voices that cost nothing extra.
_BASIC: Final = frozenset({"", "free", "basic", "standard", "default", "premade", "included", "sandbox"})


def is_premium(platform_tier: str, *, cloned: bool) -> bool:
    """Whether a voice is premium: the platform says that it costs extra, or it was cloned for one customer."""
    return cloned or platform_tier.strip().lower() not in _BASIC
