"""One number has one form, however it was written; what is no number is refused."""

import csv

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from centralita.kit.phone import PhoneInvalid, PhoneKind, national_form, read_e164, read_phone

SPELLINGS = [
    "+34612345678",
    "+34 612 34 56 78",
    "+34-612-345-678",
    "+34 (612) 345 678",
    "0034 612345678",
    "00 34 612 345 678",
    "612345678",
    "612 345 678",
    "612.34.56.78",
    "612-34-56-78",
    "612/345678",
    "(612) 34 56 78",
    " 612 345 678 ",
    "\u00a0612\u00a0345\u00a0678",
    "tel:+34612345678",
    "TEL:612345678",
    "+34·612·345·678",
    "６１２３４５６７８",
    "＋34 612345678",
    "34 612 345 678",
]


@pytest.mark.parametrize("written", SPELLINGS)
def test_every_spelling_is_the_same_number(written):
    phone = read_phone(written, "ES")
    assert (phone.e164, phone.region, phone.kind) == ("+34612345678", "ES", PhoneKind.MOBILE)


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "+",
        "612",
        "<script>+34612345678",
        "+34612345678;ext=1",
        "call me",
        "+34612345678\0",
        "=1+2",
        "9" * 41,
    ],
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(PhoneInvalid) as refused:
        read_phone(written, "ES", field="phones.0")
    assert refused.value.field == "phones.0"


@pytest.mark.parametrize("written", ["(+34) 612 345 678", "(0034) 612 345 678", "(+34)612345678"])
def test_a_country_may_stand_in_brackets(written):
    assert read_phone(written).e164 == read_e164(written) == "+34612345678"


def test_without_a_country_a_national_number_is_none():
    with pytest.raises(PhoneInvalid):
        read_phone("612345678")


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(text):
    try:
        phone = read_phone(text, "ES")
    except PhoneInvalid:
        return
    assert read_phone(phone.e164) == phone
    assert read_phone(national_form(phone.e164)) == phone


def test_every_example_of_every_country_is_read_as_it_is(corpora):
    with (corpora / "phone_examples.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1_000
    for row in rows:
        assert read_phone(row["e164"]).e164 == row["e164"]


@given(
    st.sampled_from(["ES", "PT", "PL", "MX", "GR", "FR", "GB", ""]),
    st.sampled_from(["+34", "+351", "+33", "0034", "34", ""]),
    st.text("0123456789", min_size=8, max_size=10),
    st.sampled_from(["{}{}", "{} {}", "({}) {}", "{}-{}", "{}{}."]),
)
@example("ES", "+34", "400000000", "({}) {}")
@example("ES", "+34", "612345678", "({}) {}")
def test_the_short_way_finds_what_the_long_way_finds(region, code, digits, form):
    written = form.format(code, digits)
    found = []
    for read in (lambda: read_phone(written, region).e164, lambda: read_e164(written, region)):
        try:
            found.append(read())
        except PhoneInvalid:
            found.append("")
    assert found[0] == found[1]
