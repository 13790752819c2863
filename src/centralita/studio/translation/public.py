"""The door to translation for other slices: whether a draft does the same in all its languages."""

from centralita.studio.translation.comparing import LanguageParity, draft_parity

__all__ = ["LanguageParity", "draft_parity"]
