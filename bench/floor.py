"""What a floor under the search by words would do: how often the answer is still found, and how much of what nobody asked
for is left out.

The questions of `knowledge_set` have an answer there; those of `unrelated.tsv` have none. A floor takes away passages
that have less than a share of what is asked, or less than a part of the best one's share.

    python -m bench.floor
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.knowledge import SET, add, make_organization, questions
from bench.stage import stage
from centralita.kit.ids import OrganizationId

GIVEN = 6


@dataclass(frozen=True)
class Asked:
    """The shares of what a question found, best first, and at which place of it its answer is; None where it is not."""

    shares: Sequence[float]
    place: int | None


def ask(organization: OrganizationId) -> tuple[list[Asked], list[Asked]]:
    """What is found for the questions with an answer, and for those without."""
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.queries import search

    related: list[Asked] = []
    unrelated: list[Asked] = []
    with tenant_scope(organization):
        for question in questions():
            found = search(organization, question.text, language=question.language, limit=GIVEN)
            wanted = (question.document, question.heading)
            places = [(one.title, one.text.partition("\n")[0]) for one in found]
            place = places.index(wanted) if wanted in places else None
            related.append(Asked([one.share for one in found], place))
        for line in (SET / "unrelated.tsv").read_text(encoding="utf-8").splitlines():
            language, text = line.split("\t")
            found = search(organization, text, language=language, limit=GIVEN)
            unrelated.append(Asked([one.share for one in found], None))
    return related, unrelated


def told(
    name: str, keep: Callable[[float, float], bool], related: list[Asked], unrelated: list[Asked]
) -> str:
    """A line of the table; `keep` says of a share, and of the best one's, whether the passage stays."""

    def kept(one: Asked) -> list[int]:
        return [place for place, share in enumerate(one.shares) if keep(share, max(one.shares))]

    found = sum(one.place in kept(one)[:5] for one in related) / len(related)
    of_related = sum(len(kept(one)) for one in related) / len(related)
    of_unrelated = sum(len(kept(one)) for one in unrelated) / len(unrelated)
    nothing = sum(not kept(one) for one in unrelated) / len(unrelated)
    return f"{name:22}{found:10.3f}{of_related:12.2f}{of_unrelated:12.2f}{nothing:12.2f}"


def main() -> None:
    """Print the table."""
    with stage():
        import django

        django.setup()
        from centralita.kit.logs import set_up

        set_up(production=True, level="ERROR")
        organization = make_organization()
        for path in sorted((SET / "documents").glob("*.md")):
            add(organization, path.name, path.read_bytes())
        related, unrelated = ask(organization)
    print(f"{'floor':22}{'recall@5':>10}{'answered':>12}{'unrelated':>12}{'silent':>12}")
    print(told("none", lambda _share, _best: True, related, unrelated))
    for floor in (0.1, 0.15, 0.2, 0.3, 0.4):
        name = f"share of {floor}"
        print(told(name, lambda share, _best, floor=floor: share >= floor, related, unrelated))
    for floor in (0.3, 0.4, 0.5, 0.7):
        name = f"{floor} of the best's"
        print(told(name, lambda share, best, floor=floor: share >= floor * best, related, unrelated))


if __name__ == "__main__":
    main()
