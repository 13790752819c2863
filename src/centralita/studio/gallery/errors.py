"""What keeps a template out of the gallery."""

from collections.abc import Sequence

from centralita.kit.errors import Conflict, Invalid


class TemplateUnfit(Invalid):
    """The template does not pass the checks. Data: `count`, and `reasons` with each one."""

    code = "template_unfit"


class PromptUnfit(Invalid):
    """The rules for prompts find errors in it, or in one that it includes. Data: `count`."""

    code = "gallery_prompt_unfit"


class SecretsWritten(Invalid):
    """Keys, passwords or card numbers stand in its texts. Data: `count`, and `places` with where."""

    code = "gallery_has_secrets"


class VersionMoved(Conflict):
    """There is a newer version than the one that was looked at. Data: `number`."""

    code = "gallery_version_moved"


def unfit(sentences: Sequence[str]) -> TemplateUnfit:
    """The refusal that says these."""
    reasons = [{"code": "check", "sentence": sentence, "until": None} for sentence in sentences]
    return TemplateUnfit(count=len(sentences), first=sentences[0], reasons=reasons)
