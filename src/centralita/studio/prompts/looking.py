"""Looking a content over: what the rules find in it, knowing the business and the other prompts."""

from dataclasses import dataclass

from centralita.engine.scene import SYSTEM_VARIABLES
from centralita.kit.ids import OrganizationId
from centralita.studio.business.public import current_records, known_variables
from centralita.studio.prompts.compiling import Compiled, alone, compile_content
from centralita.studio.prompts.domain.content import PromptContent
from centralita.studio.prompts.domain.lint import Finding, Subject, lint
from centralita.studio.prompts.domain.tokens import about_tokens


@dataclass(frozen=True, slots=True)
class Look:
    """What was found, and about how long it is with its includes."""

    findings: tuple[Finding, ...]
    compiled: Compiled
    tokens: int

    @property
    def errors(self) -> int:
        """How many keep it from being published."""
        return sum(each.severity == "error" for each in self.findings)


def given_variables() -> frozenset[str]:
    """The variables that every conversation has."""
    return frozenset({*known_variables(), *SYSTEM_VARIABLES})


def look_over(
    organization_id: OrganizationId, name: str, content: PromptContent, *, in_agent: bool = False
) -> Look:
    """Compile a content and have the rules look at it. Inside the organization's scope.

    `in_agent`: it is an agent's own text, into which nothing is put by name.
    """
    compiled = alone(content) if in_agent else compile_content(name, content)
    subject = Subject(
        text=content.text,
        whole=compiled.text,
        declared=compiled.variables,
        known=given_variables(),
        business=current_records(organization_id),
        gone=compiled.gone,
        headless=compiled.headless,
        cycle=compiled.cycle,
        put_in=compiled.put_in,
        in_agent=in_agent,
    )
    return Look(lint(subject), compiled, about_tokens(compiled.text))
