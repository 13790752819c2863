"""Which other prompts include one."""

from collections.abc import Iterator

from centralita.kit.ids import to_text
from centralita.studio.prompts.domain.includes import includes_of
from centralita.studio.prompts.models import Prompt, PromptVersion
from centralita.studio.prompts.schemas import PromptIncludedIn


def including(prompt: Prompt) -> Iterator[PromptIncludedIn]:
    """The prompts whose newest version or draft includes this one, by title."""
    wanted = {"name": prompt.name}
    versions = {
        (row.prompt_id, row.number): row.includes
        for row in PromptVersion.objects.filter(includes__contains=[wanted]).only(
            "prompt_id", "number", "includes"
        )
    }
    for other in Prompt.objects.exclude(id=prompt.id).order_by("name_key", "id"):
        taken = versions.get((other.id, other.last_number or 0))
        number = next((row["number"] for row in taken or () if row["name"] == prompt.name), None)
        if number or any(each.name == prompt.name for each in includes_of(other.draft["text"])):
            yield PromptIncludedIn(
                id=to_text("prm", other.id), name=other.name, title=other.title, number=number
            )
