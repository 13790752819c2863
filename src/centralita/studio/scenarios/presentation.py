"""How scenarios and runs are shown."""

from collections.abc import Sequence
from typing import cast
from xml.etree import ElementTree as ET

from centralita.kit.ids import to_text
from centralita.studio.scenarios.domain.agreement import LEAST_KAPPA, LEAST_MARKS
from centralita.studio.scenarios.domain.comparing import Pair
from centralita.studio.scenarios.domain.judging import Judge, judge_of
from centralita.studio.scenarios.domain.script import ScenarioScript
from centralita.studio.scenarios.marking import Judged
from centralita.studio.scenarios.measuring import Standing
from centralita.studio.scenarios.models import Scenario, ScenarioResult, ScenarioRun
from centralita.studio.scenarios.queries import Counts
from centralita.studio.scenarios.schemas import (
    AgreementOut,
    CheckVerdict,
    ComparedResult,
    ExchangeOut,
    JudgedOut,
    JudgeModel,
    JudgeOut,
    LastResult,
    PeopleOut,
    ResultDetail,
    ResultOut,
    RubricOut,
    RunDetail,
    RunOut,
    RunState,
    ScenarioOut,
)


def scenario(
    row: Scenario, last: ScenarioResult | None = None, history: Sequence[ScenarioResult] = ()
) -> ScenarioOut:
    """A scenario with what it last came to, and before."""
    return ScenarioOut(
        id=to_text("scn", row.id),
        agent_id=to_text("agt", row.agent_id),
        name=row.name,
        script=ScenarioScript.model_validate(row.script),
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        last=None if last is None else next(iter(_told_results([last])), None),
        history=_told_results(history),
    )


def _told_results(rows: Sequence[ScenarioResult]) -> list[LastResult]:
    return [
        LastResult(run_id=to_text("run", row.run_id), passed=bool(row.passed), ended_at=row.ended_at)
        for row in rows
        if row.ended_at is not None
    ]


def run(row: ScenarioRun, counts: Counts) -> RunOut:
    """A run with how far it is."""
    return RunOut(
        id=to_text("run", row.id),
        agent_id=to_text("agt", row.agent_id),
        version=row.number,
        draft_revision=row.draft_revision,
        state=cast("RunState", row.state),
        total=row.total,
        passed=counts.passed,
        failed=counts.failed,
        cost_micros=counts.cost_micros,
        started_by=row.started_by_name,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def result(row: ScenarioResult) -> ResultOut:
    """What one scenario came to."""
    return ResultOut(
        id=to_text("res", row.id),
        scenario_id=None if row.scenario_id is None else to_text("scn", row.scenario_id),
        name=row.name,
        passed=row.passed,
        error=row.error,
        verdicts=[CheckVerdict(**each) for each in row.verdicts],
        failures=failures(row),
        cost_micros=row.cost_micros,
    )


def pair(found: Pair) -> ComparedResult:
    """A scenario in two runs."""
    either = found.here or found.there
    return ComparedResult(
        change=found.change,
        name=either.name if either else "",
        here=to_text("res", found.here.result_id) if found.here else None,
        there=to_text("res", found.there.result_id) if found.there else None,
    )


def judge(stands: Standing, drawn: Sequence[Judged]) -> JudgeOut:
    """The judge, and what is to be judged beside it."""
    found, now = stands.overall, stands.judge
    return JudgeOut(
        judge=None if now is None else JudgeModel(vendor=now.vendor, model=now.model, version=now.version),
        agreement=AgreementOut(
            marks=found.marks,
            agreed=found.agreed,
            low=found.share.low,
            high=found.share.high,
            kappa=found.kappa,
            trusted=found.trusted,
            least_marks=LEAST_MARKS,
            least_kappa=LEAST_KAPPA,
        ),
        people=PeopleOut(pairs=stands.people.marks, agreed=stands.people.agreed, kappa=stands.people.kappa),
        rubrics=[
            RubricOut(
                rubric=each.rubric,
                marks=each.agreement.marks,
                agreed=each.agreement.agreed,
                kappa=each.agreement.kappa,
                trusted=each.agreement.trusted,
                drifted=each.drifted,
                anew=each.anew,
            )
            for each in stands.rubrics
        ],
        drawn=[
            JudgedOut(
                result_id=to_text("res", each.row.id),
                check=each.check,
                name=each.row.name,
                rubric=each.rubric,
                exchanges=[ExchangeOut(**said) for said in each.row.talk.get("exchanges", ())],
            )
            for each in drawn
        ],
    )


def as_json(row: ScenarioRun, results: Sequence[ScenarioResult]) -> bytes:
    """A run with what each scenario came to, as the API gives it."""
    counts = Counts(
        passed=sum(each.passed is True for each in results),
        failed=sum(each.passed is False for each in results),
        cost_micros=sum(each.cost_micros for each in results),
    )
    told = RunDetail(**run(row, counts).model_dump(), results=[result(each) for each in results])
    return told.model_dump_json(indent=2).encode()


def result_detail(row: ScenarioResult) -> ResultDetail:
    """The same with all that was said."""
    return ResultDetail(
        **result(row).model_dump(),
        script=ScenarioScript.model_validate(row.script),
        exchanges=[ExchangeOut(**each) for each in row.talk.get("exchanges", ())],
        variables=row.talk.get("variables", {}),
        ending=row.talk.get("ending", ""),
        outcome=row.talk.get("outcome", ""),
        replies_left=row.talk.get("replies_left", 0),
    )


def as_junit(row: ScenarioRun, results: Sequence[ScenarioResult]) -> bytes:
    """A run in JUnit's XML, which build servers read. Control characters are left out: XML knows none."""
    failed = [each for each in results if each.passed is False]
    suite = ET.Element(
        "testsuite",
        name=to_text("agt", row.agent_id),
        tests=str(len(results)),
        failures=str(len(failed)),
        skipped=str(sum(each.passed is None for each in results)),
        timestamp=row.created_at.isoformat(timespec="seconds"),
    )
    for each in results:
        case = ET.SubElement(
            suite, "testcase", name=_printable(each.name), classname=to_text("agt", row.agent_id)
        )
        judges = dict.fromkeys(filter(None, map(judge_of, each.verdicts)))
        if judges:
            known = ET.SubElement(case, "properties")
            for one in judges:
                ET.SubElement(known, "property", name="judge", value=_printable(_named(one)))
        if each.passed is None:
            ET.SubElement(case, "skipped")
        elif not each.passed:
            told = [_printable(line) for line in failures(each)]
            ET.SubElement(case, "failure", message=told[0] if told else "").text = "\n".join(told)
    content: bytes = ET.tostring(suite, encoding="utf-8", xml_declaration=True)
    return content


def failures(row: ScenarioResult) -> list[str]:
    """Why a scenario did not pass, a line for each reason."""
    if row.passed is not False:
        return []
    lines = (_told(check, verdict) for check, verdict in _failures(row))
    return [" ".join(line.split()) for line in lines] or [row.error][: bool(row.error)]


def _failures(row: ScenarioResult) -> list[tuple[dict[str, object], dict[str, object]]]:
    return [
        (check, verdict)
        for check, verdict in zip(row.script["checks"], row.verdicts, strict=False)
        if not verdict["passed"]
    ]


def _told(check: dict[str, object], verdict: dict[str, object]) -> str:
    wanted = ", ".join(
        f"{name}={value}" for name, value in check.items() if name != "kind" and value not in (None, "", {})
    )
    judged = judge_of(verdict)
    by = f" [{_named(judged)}]" if judged else ""
    return f"{check['kind']}({wanted}): {verdict['seen'] or '-'}{by}"


def _named(judge: Judge) -> str:
    return f"{judge.vendor} {judge.version}, rubric {judge.rubric}"


def _printable(text: str) -> str:
    return "".join(each for each in text if each in "\n\t" or each.isprintable())
