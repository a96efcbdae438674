from pathlib import Path

import pytest

from redact.assess import assess_table
from redact.assess.level import Level
from redact.errors import PolicyError, UnreadableError

ALIKE = "district,decade,illness\n" + "LS1,1970s,gout\nLS1,1970s,asthma\nLS1,1970s,angina\n" * 2


@pytest.fixture
def table(tmp_path: Path):
    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_one_row_that_stands_alone_makes_the_table_single_people_out(table) -> None:
    found = assess_table(table(ALIKE + "YO2,1980s,gout\n"), ["district", "decade"], "illness")
    assert found.level is Level.SINGLED_OUT
    assert found.measures.unique_rows == (7,)
    assert any("1 of 7 rows stand alone" in reason for reason in found.reasons)


def test_small_groups_leave_indirect_identifiers(table) -> None:
    assert assess_table(table("a,b\nx,1\nx,2\n"), ["a"]).level is Level.INDIRECT


def test_a_group_that_shares_its_secret_tells_it(table) -> None:
    found = assess_table(table("a,b\n" + "x,gout\n" * 9), ["a"], "b")
    assert found.level is Level.INDIRECT
    assert found.measures.l == 1


def test_large_mixed_groups_leave_nothing_that_was_counted(table) -> None:
    found = assess_table(table(ALIKE), ["district", "decade"], "illness")
    assert found.level is Level.NOTHING_COUNTED
    assert (found.measures.k, found.measures.l) == (6, 3)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_cells_is_found_out(table, mark: str) -> None:
    assert assess_table(table(ALIKE.replace(",", mark)), ["district"]).measures.k == 6


def test_a_byte_order_mark_and_line_breaks_in_cells_are_read(table) -> None:
    found = assess_table(table('a,b\r\n"x\ny",1\r\n"x\ny",2\r\n', "utf-8-sig"), ["a"])
    assert (found.measures.rows, found.measures.k) == (2, 2)


def test_only_line_feeds_end_a_row(table) -> None:
    assert assess_table(table("a,b\nx\u2028y,1\nx\u2028y,2\n"), ["a"]).measures.k == 2


@pytest.mark.parametrize(
    ("quasi", "sensitive"), [([], None), (["Zelphora"], None), (["a", "a"], None), (["a"], "Zelphora"), (["c"], None)]
)
def test_columns_that_cannot_be_meant_are_refused_without_naming_them(table, quasi: list[str], sensitive) -> None:
    with pytest.raises(PolicyError) as caught:
        assess_table(table("a,b,c,c\n1,2,3,4\n"), quasi, sensitive)
    assert "Zelphora" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\nZelphora\n", 'a,b\n"Zelphora" Quindriss,2\n'])
def test_damaged_tables_are_refused_without_quoting_them(table, text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        assess_table(table(text), ["a"])
    assert "Zelphora" not in str(caught.value)


def test_a_table_in_another_encoding_or_not_there_is_refused(table, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        assess_table(table("a,é\n", "latin-1"), ["a"])
    with pytest.raises(UnreadableError):
        assess_table(tmp_path / "absent.csv", ["a"])


def test_no_assessment_says_anonymous_and_no_repr_shows_a_heading(table) -> None:
    found = assess_table(table(ALIKE), ["district"], "illness")
    assert not any("anonym" in text.lower() for text in (*map(str, Level), *found.reasons))
    assert "illness" not in repr(found)
    assert "district" not in repr(found)
