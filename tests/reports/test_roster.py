"""Rosters as offices keep them: column names, encodings, and what is said of a file that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import DocumentError
from workbench.reports.roster import Unit, read_roster

UNIT = Unit("青石县水利局", "县级", "部门", "青石县人民政府", "某省某市青石县", ("青石县水务局",), 2021)
ROW = "青石县水利局,县级,部门,青石县人民政府,某省某市青石县,青石县水务局,2021\n"


@pytest.mark.parametrize(
    "headings", ["unit,level,kind,parent,region,former,from", "单位名称,级别,类别, 上级单位,地区,曾用名,起始年度"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_columns_by_either_name_in_either_encoding(tmp_path: Path, headings: str, encoding: str) -> None:
    """A list out of Excel is read as well as one that was written for the program."""
    path = tmp_path / "名册.csv"
    path.write_bytes(f"{headings}\n{ROW}".encode(encoding))
    assert (UNIT,) == read_roster(path).units


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("单位,级别,类别,地区\n".encode(), r"缺少列：上级（parent）。第一行应为列名"),
        ("单位,单位名称,级别,类别,上级,地区\n".encode(), r"有几列都是“单位”：单位、单位名称"),
        (b"PK\x03\x04\0\0", r"另存为“CSV UTF-8（逗号分隔）”"),
        (b"", r"另存为“CSV UTF-8（逗号分隔）”"),
        (
            f"单位,级别,类别,上级,地区,原名,起始年度\n{ROW}".replace("2021", "去年").encode(),
            r"起始年度（from）.*应为年份",
        ),
    ],
)
def test_what_is_no_roster_says_what_to_do(tmp_path: Path, data: bytes, told: str) -> None:
    """No column is guessed where two may be meant, or one is not there."""
    path = tmp_path / "名册.csv"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=told):
        read_roster(path)
