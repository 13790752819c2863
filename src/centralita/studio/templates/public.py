"""The door to templates for other slices."""

from collections.abc import Sequence

from centralita import engine
from centralita.studio.templates.catalogue import template


def blueprint_of(key: str, languages: Sequence[str], name: str) -> engine.Blueprint:
    """The first draft of an agent made from a template, in these languages, the first being the main one.

    Raises NotFound for an unknown template and TemplateLanguageMissing.
    """
    return engine.Blueprint.model_validate(template(key).document(languages, name))
