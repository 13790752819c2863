"""Workbooks as Excel writes them, made by hand: no library that writes them is needed."""

import io
import zipfile
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# The second format of a cell is a date.
_STYLES = f"<styleSheet {_MAIN}><cellXfs><xf numFmtId='0'/><xf numFmtId='14' applyNumberFormat='1'/></cellXfs></styleSheet>"


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def number(value: str) -> str:
    return f"<c><v>{value}</v></c>"


def day(serial: int) -> str:
    return f'<c s="1"><v>{serial}</v></c>'


def formula(source: str, value: str) -> str:
    return f'<c t="str"><f>{escape(source)}</f><v>{escape(value)}</v></c>'


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def texts(*values: str) -> str:
    return row(*map(text, values))


def workbook(**sheets: str) -> bytes:
    """A workbook with these sheets; a name that begins with `_` is hidden."""
    out = io.BytesIO()
    listed, linked = "", ""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, (name, rows) in enumerate(sheets.items(), 1):
            hidden = ' state="hidden"' if name.startswith("_") else ""
            listed += f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"{hidden}/>'
            linked += f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" Target="worksheets/s{at}.xml"/>'
            archive.writestr(
                f"xl/worksheets/s{at}.xml", f"<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>"
            )
        archive.writestr(
            "xl/workbook.xml", f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        linked += f'<Relationship Id="st" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{linked}</Relationships>',
        )
        archive.writestr("xl/styles.xml", _STYLES)
        root = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        archive.writestr(
            "_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>'
        )
    return out.getvalue()
