"""Worked by hand: five people, known by postcode district and decade of birth; what is secret is the diagnosis."""

import pytest

from redact.assess.singling_out import (
    group_sizes,
    k_anonymity,
    l_diversity,
    sample_uniques,
    singling_out,
    uniques_without,
)

PEOPLE = [
    ["LS1", "1970s", "asthma"],
    ["LS1", "1970s", "gout"],
    ["LS1", "1980s", "asthma"],
    ["LS1", "1980s", "asthma"],
    ["YO2", "1980s", "angina"],
]
KNOWN = (0, 1)


def test_rows_that_look_alike_are_one_group() -> None:
    assert group_sizes(PEOPLE, KNOWN) == {("LS1", "1970s"): 2, ("LS1", "1980s"): 2, ("YO2", "1980s"): 1}


def test_k_is_the_size_of_the_smallest_group() -> None:
    assert k_anonymity(PEOPLE, KNOWN) == 1
    assert k_anonymity(PEOPLE[:4], KNOWN) == 2


def test_the_row_that_stands_alone_is_named_by_its_number() -> None:
    assert sample_uniques(PEOPLE, KNOWN) == (5,)
    assert sample_uniques(PEOPLE[:4], KNOWN) == ()


def test_l_counts_the_different_secrets_of_the_poorest_group() -> None:
    assert l_diversity(PEOPLE[:2], KNOWN, 2) == 2
    assert l_diversity(PEOPLE[:4], KNOWN, 2) == 1  # both people of LS1, 1980s have asthma


def test_the_risks_follow_from_the_groups() -> None:
    found = singling_out(PEOPLE, KNOWN, 2)
    assert found.sizes == {1: 1, 2: 2}
    assert (found.unique_share, found.highest_risk, found.average_risk) == (0.2, 1.0, pytest.approx(3 / 5))
    assert found.l == 1


def test_the_column_that_singles_out_is_the_one_without_which_nobody_stands_alone() -> None:
    # without the postcode: two in the 1970s, three in the 1980s; without the decade: four in LS1, one in YO2
    assert uniques_without(PEOPLE, KNOWN) == (0, 1)


def test_an_empty_cell_is_a_value_of_its_own_and_spaces_around_are_not() -> None:
    assert sample_uniques([["LS1"], [" LS1 "], [""]], (0,)) == (3,)


def test_no_columns_leave_one_group_of_everybody() -> None:
    assert k_anonymity(PEOPLE, ()) == 5


def test_a_table_without_rows_has_no_risk_and_no_group() -> None:
    found = singling_out([], KNOWN, 2)
    assert (found.k, found.l, found.unique_share, found.highest_risk, found.average_risk) == (0, 0, 0, 0, 0)


def test_the_measures_do_not_show_values_or_rows() -> None:
    assert "LS1" not in repr(singling_out(PEOPLE, KNOWN, 2))
