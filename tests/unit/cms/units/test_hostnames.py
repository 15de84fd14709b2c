"""Hostnames: what one may look like, and that no two units in force share one."""

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.units.folding import folded, slug
from cms.units.hostnames import LABEL_LENGTH, Nameless, give_hostnames, hostname_problem
from cms.units.period import Period

NOW = Period(date(2025, 3, 1))


def unit(code, name, kind="xã", base="chi-linh.hai-duong.localhost", period=NOW):
    return Nameless(code, name, kind, base, period)


def label_of(given_hostnames, code):
    return next(host.split(".")[0] for unit, host in given_hostnames.items() if unit.code == code)


@pytest.mark.parametrize(
    ("hostname", "word"),
    [
        ("https://chi-linh.gov.vn", "scheme"),
        ("chi-linh.gov.vn/tin-tuc", "path"),
        ("chi-linh.gov.vn?q=1", "path"),
        ("chi-linh.gov.vn:8000", "port"),
        ("admin@chi-linh.gov.vn", "user"),
        ("chi_linh.gov.vn", "underscore"),
        ("Chi-Linh.gov.vn", "capital"),
        ("chí-linh.gov.vn", "plain letters"),
        ("chi linh.gov.vn", "space"),
        ("chi-linh..gov.vn", "unfinished"),
        (".gov.vn", "unfinished"),
        ("chi-linh-.gov.vn", "unfinished"),
        ("", "unfinished"),
        ("a" * 64 + ".vn", "too long"),
        ("a.".join(["b"] * 130), "too long"),
    ],
)
def test_what_is_no_hostname_is_refused_with_one_clear_word(hostname, word):
    problem = hostname_problem(hostname)
    assert word in problem.in_english
    assert problem.in_vietnamese


@pytest.mark.parametrize("hostname", ["localhost", "chi-linh.hai-duong.gov.vn", "a" * 63 + ".vn", "1.vn"])
def test_hostnames_are_taken(hostname):
    assert hostname_problem(hostname) is None


def test_marks_are_folded_and_d_is_a_d():
    assert slug("Đường Hoà Bình") == "duong-hoa-binh"
    assert folded("Phường  Sa Pả") == "phuong sa pa"
    assert folded(unicodedata.normalize("NFD", "Bến Tắm")) == "ben tam"


def test_a_name_alone_is_the_label():
    (hostname,) = give_hostnames([unit("10552", "Bến Tắm", "phường")], {}).values()
    assert hostname == "ben-tam.chi-linh.hai-duong.localhost"


def test_names_alike_take_their_kind_and_else_their_code():
    given_ = give_hostnames(
        [
            unit("1", "Sa Pa", "phường"),
            unit("2", "Sa Pả", "phường"),
            unit("3", "Chi Lăng", "thị trấn"),
            unit("4", "Chi Lăng", "xã"),
            unit("5", "5", "phường"),
        ],
        {},
    )
    assert [label_of(given_, code) for code in "12345"] == [
        "sa-pa-1",
        "sa-pa-2",
        "thi-tran-chi-lang",
        "xa-chi-lang",
        "phuong-5",
    ]


def test_same_names_in_different_times_or_places_do_not_meet():
    earlier = unit("1", "Ba Đình", period=Period(date(2020, 1, 1), date(2025, 3, 1)))
    elsewhere = unit("3", "Ba Đình", base="ha-noi.localhost")
    given_ = give_hostnames([earlier, unit("2", "Ba Đình"), elsewhere], {})
    assert {host.split(".")[0] for host in given_.values()} == {"ba-dinh"}


def test_what_others_have_is_left_to_them():
    taken = {"sa-pa.chi-linh.hai-duong.localhost": [Period(date(2020, 1, 1))]}
    assert label_of(give_hostnames([unit("2", "Sa Pả", "phường")], taken), "2") == "phuong-sa-pa"
    gone = {"sa-pa.chi-linh.hai-duong.localhost": [Period(date(2020, 1, 1), NOW.start)]}
    assert label_of(give_hostnames([unit("2", "Sa Pả", "phường")], gone), "2") == "sa-pa"


def test_a_unit_whose_every_hostname_is_taken_gets_none():
    base = "chi-linh.hai-duong.localhost"
    taken = {f"{label}.{base}": [NOW] for label in ("sa-pa", "xa-sa-pa", "sa-pa-2")}
    assert give_hostnames([unit("2", "Sa Pả")], taken) == {}


NAMES = ["Sa Pa", "Sa Pả", "sa pá", "5", "Xã Sa Pa", "Sa Pa 1", "Đ", "…", "T" * 80, "Tân " * 30]
units = st.lists(
    st.builds(
        unit,
        st.integers(1, 40).map(str),
        st.sampled_from(NAMES) | st.text(max_size=70),
        st.sampled_from(["xã", "phường", "thị trấn"]),
    ),
    unique_by=lambda unit: unit.code,
    max_size=30,
)


@given(units, st.randoms())
def test_hostnames_are_valid_unique_and_independent_of_order(units, order):
    given_ = give_hostnames(units, {})
    assert set(given_) == set(units)
    assert len(set(given_.values())) == len(units)
    for hostname in given_.values():
        assert hostname_problem(hostname) is None
        assert len(hostname.split(".")[0]) <= LABEL_LENGTH
    shuffled = random.Random(order.random()).sample(units, len(units))
    assert give_hostnames(shuffled, {}) == given_
