"""The results as files: what a spreadsheet opens is never a formula of somebody else's."""

import csv
import io
import zipfile

import pytest

pytestmark = pytest.mark.database

FORMULA = '=HYPERLINK("http://example.test","x")'


def test_results_are_told_and_names_are_never_formulas(stage) -> None:
    stage.add(1, name=FORMULA)
    stage.add(1, name="Eva Mora", do_not_call=True)
    campaign = stage.start()
    stage.run(campaign)
    stage.finish("booked", cost=120_000, seconds=74)
    stage.run(campaign)
    path = f"/campaigns/{campaign}/results?file="
    text = b"".join(stage.member.api.get(f"{path}csv").streaming_content).decode("utf-8-sig")
    rows = {row["state"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["done"]["name"] == f"'{FORMULA}"
    told = rows["done"]
    assert (told["outcome"], told["talked_seconds"], told["cost"]) == ("booked", "74", "0.12")
    assert rows["left_out"]["reasons"]
    raw = b"".join(stage.member.api.get(f"{path}xlsx").streaming_content)
    book = zipfile.ZipFile(io.BytesIO(raw))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert b"HYPERLINK" in b"".join(book.read(name) for name in book.namelist())
