"""Prompts without a database: includes, differences, values."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.prompts.domain.content import PromptVariable, sample_value, sample_values
from centralita.studio.prompts.domain.diff import diff
from centralita.studio.prompts.domain.includes import find_cycle, includes_of, sections_of

LINES = st.lists(
    st.sampled_from(["Be kind.", "Be very kind.", "", "Never shout.", "Ask once.", "Ask twice, then stop."]),
    max_size=30,
)


@given(LINES, LINES)
def test_a_difference_leads_from_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    rows = diff("\n".join(before), "\n".join(after))
    if "\n".join(before) == "\n".join(after):
        assert rows == ()
        return
    shown = [row for row in rows if row.how != "skipped"]
    hidden = sum(row.skipped for row in rows)
    removed = [row for row in shown if row.how in ("same", "changed", "removed")]
    added = [row for row in shown if row.how in ("same", "changed", "added")]
    assert len(removed) + hidden == len("\n".join(before).split("\n"))
    assert len(added) + hidden == len("\n".join(after).split("\n"))
    assert all(
        any(piece.changed for piece in (*row.before, *row.after)) for row in shown if row.how == "changed"
    )


def test_a_changed_word_is_marked_in_its_line() -> None:
    [row] = diff("Be kind to everybody.", "Be very kind to everybody.")
    assert row.how == "changed"
    assert [piece.text for piece in row.after if piece.changed] == [" very"]


def test_far_lines_that_stay_are_counted() -> None:
    rows = diff("\n".join("abcdefghij"), "\n".join("abcdefghiX"))
    assert [row.how for row in rows] == ["skipped", "same", "same", "same", "removed", "added"]
    assert rows[0].skipped == 6


def test_a_chain_of_includes_is_named() -> None:
    sources = {"b": "{{> c}}", "c": "text {{> a#Part}}", "d": "{{> d}}"}
    assert find_cycle("a", "{{> b}}", sources.get) == ("a", "b", "c", "a")
    assert find_cycle("a", "{{> a}}", sources.get) == ("a", "a")
    assert find_cycle("a", "{{> d}} {{> e}}", sources.get) is None


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=3)),
    st.sampled_from("abcdefg"),
)
def test_a_cycle_is_found_when_there_is_one(graph: dict[str, list[str]], start: str) -> None:
    sources = {name: "".join(f"{{{{> {each}}}}}" for each in others) for name, others in graph.items()}
    reached: set[str] = set()
    trail = list(graph.get(start, ()))
    while trail:
        name = trail.pop()
        if name not in reached:
            reached.add(name)
            trail += graph.get(name, ())
    cycle = find_cycle(start, sources.get(start, ""), sources.get)
    assert (cycle is not None) == (start in reached)
    if cycle:
        assert cycle[0] == cycle[-1] == start
        assert all(after in graph[before] for before, after in pairwise(cycle))


def test_includes_and_sections_are_read_with_their_places() -> None:
    text = "# One\nA {{> tone}}\n## Two\nB {{>\ttone # Short words }}\n# Three\n"
    assert [(each.name, each.section, text[each.start : each.end]) for each in includes_of(text)] == [
        ("tone", "", "{{> tone}}"),
        ("tone", "Short words", "{{>\ttone # Short words }}"),
    ]
    assert [(each.title, each.level) for each in sections_of(text)] == [("One", 1), ("Two", 2), ("Three", 1)]
    assert text[sections_of(text)[0].end :].startswith("# Three")


def test_values_are_what_their_kind_says() -> None:
    kinds = {
        "number": ("12,5", 12.5),
        "yes_no": ("Sí", True),
        "text": ("007", "007"),
        "date": ("2026-03-14", "2026-03-14"),
    }
    for kind, (written, value) in kinds.items():
        assert sample_value(PromptVariable(name="x", kind=kind, sample=written)) == value
    assert sample_value(PromptVariable(name="x", kind="number", sample="many")) is None
    for written in ("tomorrow", "14/03/2026", "2026-02-30", "20260314", "2026-W11-6"):
        assert sample_value(PromptVariable(name="x", kind="date", sample=written)) is None
    for written in ("2026-03-14", "2026-03-14T10:30"):
        assert sample_value(PromptVariable(name="x", kind="date", sample=written)) == written
    assert sample_values(
        [PromptVariable(name="x", sample="a"), PromptVariable(name="y", sample="b")], {"x": "c"}
    ) == {"x": "c", "y": "b"}
