"""Prompts that travel together: those first that others include, found fit as they will stand where they arrive."""

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.prompts.domain.content import PromptContent
from centralita.studio.prompts.domain.includes import includes_of, with_names
from centralita.studio.prompts.domain.packed import PackedPrompt, errors_in, in_order

NAMES = st.sampled_from(["one", "two", "three"])


def packed(name: str, text: str) -> PackedPrompt:
    return PackedPrompt(name=name, title=name, content=PromptContent(text=text))


@given(st.lists(NAMES, max_size=6), st.dictionaries(NAMES, st.sampled_from(["here", "there"])))
def test_includes_go_by_other_names_and_all_else_stays(names: list[str], others: dict[str, str]) -> None:
    text = "\n".join(f"Before {{{{> {name}#Head}}}} and {{{{name}}}}." for name in names)
    after = with_names(text, others)
    assert [one.name for one in includes_of(after)] == [others.get(name, name) for name in names]
    assert [one.section for one in includes_of(after)] == ["Head"] * len(names)
    assert after.count("{{name}}") == len(names)
    assert with_names(text, {}) == text


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3)))
def test_what_others_include_comes_first(includes: dict[str, list[str]]) -> None:
    prompts = {
        name: packed(name, " ".join(f"{{{{> {one}}}}}" for one in wanted if one < name))
        for name, wanted in includes.items()
    }
    order = in_order(prompts)
    assert sorted(order) == sorted(prompts)
    for place, name in enumerate(order):
        for one in includes_of(prompts[name].content.text):
            assert one.name not in order[place:]


def test_what_could_not_be_published_is_told() -> None:
    inner, outer = packed("inner", "# Rules\nNever promise."), packed("outer", "Kind.\n{{> inner#Rules}}")
    assert list(errors_in([outer, inner], ())) == []
    assert [one.code for one in errors_in([outer], ())] == ["include_unknown"]
    headless = packed("outer", "Kind.\n{{> inner#Elsewhere}}")
    assert [one.code for one in errors_in([headless, inner], ())] == ["section_unknown"]
    round_about = packed("inner", "{{> outer}}")
    assert "include_cycle" in {one.code for one in errors_in([outer, round_about], ())}
    secret = packed("inner", "# Rules\nKey: sk-live-0123456789abcdefghij")
    assert "secret" in {one.code for one in errors_in([outer, secret], ())}
