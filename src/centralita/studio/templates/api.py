"""Templates and industries over HTTP."""

from typing import Annotated, cast

from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.languages import Reading
from centralita.studio.templates import catalogue, public
from centralita.studio.templates.actions import take_samples
from centralita.studio.templates.schemas import (
    IndustryList,
    IndustryOut,
    Language,
    QuestionOut,
    SampleDocumentOut,
    SampleIn,
    SampleOut,
    TemplateList,
    TemplateOut,
    TemplateSummary,
    TriedConversation,
)

router = TenantRouter("templates")


def _summary(template: catalogue.Template, language: str) -> TemplateSummary:
    return TemplateSummary(
        key=template.key,
        industry=template.industry,
        title=template.word("title", language),
        summary=template.word("summary", language),
        agent_name=template.word("agent_name", language),
        purpose=template.purpose,
        kind=template.kind,
        languages=cast("list[Language]", list(template.languages)),
        version=template.version,
    )


@router.get(
    "/templates", permission=Permission.TEMPLATE_READ, operation="template_list", response=TemplateList
)
def list_templates(
    request: TenantRequest,
    search: Annotated[str, Query(max_length=120)] = "",
    industry: Annotated[str, Query(max_length=40)] = "",
    purpose: Annotated[str, Query(max_length=40)] = "",
    language: Reading | None = None,
) -> TemplateList:
    """Templates to begin an agent from; with `language` those that have it, in its words."""
    shown = [
        _summary(template, language or request.actor.language)
        for template in catalogue.templates().values()
        if (not industry or template.industry == industry)
        and (not purpose or template.purpose == purpose)
        and (language is None or language in template.languages)
    ]
    wanted = search.casefold().split()
    return TemplateList(
        items=[
            item
            for item in shown
            if all(word in f"{item.title} {item.summary}".casefold() for word in wanted)
        ]
    )


@router.get(
    "/templates/{key}",
    permission=Permission.TEMPLATE_READ,
    operation="template_read",
    response=TemplateOut,
)
def read_template(request: TenantRequest, key: str, language: Language | None = None) -> TemplateOut:
    """One template with the agent, facts and questions that it would make."""
    template = catalogue.template(key)
    chosen = template.language_for(language or request.actor.language)
    summary = _summary(template, chosen)
    blueprint = public.blueprint_of(key, [chosen], summary.agent_name)
    sample = template.sample(chosen)
    return TemplateOut(
        **summary.model_dump(),
        language=cast("Language", chosen),
        greeting=template.word("greeting", chosen),
        persona=template.word("persona", chosen),
        steps=[flow.name for flow in blueprint.flows],
        blueprint=blueprint.model_dump(mode="json"),
        sample=sample.facts,
        questions=[QuestionOut(question=question, answer=answer) for question, answer in sample.questions],
        document=SampleDocumentOut(title=sample.document.title, text=sample.document.text),
        scenarios=[
            TriedConversation(name=one.name, says=list(one.says), outcome=one.outcome, person=one.person)
            for one in template.scenarios(chosen)
        ],
    )


@router.post(
    "/templates/{key}/samples",
    permission=Permission.BUSINESS_UPDATE,
    operation="template_take_samples",
    response=SampleOut,
)
def take(request: TenantRequest, key: str, payload: SampleIn) -> SampleOut:
    """Fill what is still empty in the profile and the questions with the template's samples."""
    taken = take_samples(
        request.actor,
        catalogue.template(key),
        language=payload.language,
        business=payload.business,
        questions=payload.questions,
        document=payload.document,
    )
    return SampleOut(filled=taken.filled, questions=taken.questions, documents=taken.documents)


@router.get(
    "/industries", permission=Permission.TEMPLATE_READ, operation="industry_list", response=IndustryList
)
def list_industries(request: TenantRequest) -> IndustryList:
    """Lines of business, with the templates that there are for each."""
    return IndustryList(
        items=[
            IndustryOut(
                key=industry.key,
                name=industry.name,
                description=industry.description,
                templates=[
                    template.key
                    for template in catalogue.templates().values()
                    if template.industry == industry.key
                ],
            )
            for industry in catalogue.industries()
        ]
    )
