"""Tables as editors write them become rows and quantities."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.render.tables import Number, number, parse, tables


def table(*rows, head=("Chỉ tiêu", "Năm 2024"), caption=""):
    """A table's HTML as the desk writes it."""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    named = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.234.567,89", Number(1234567.89, "")),
        ("802.937", Number(802937, "")),
        ("109,4%", Number(109.4, "%")),
        ("15 hộ", Number(15, "hộ")),
        ("4,6 tỷ đồng", Number(4.6e9, "đồng")),
        ("650 triệu đồng", Number(650e6, "đồng")),
        ("−2,5", Number(-2.5, "")),
        ("0", Number(0, "")),
        ("0220 3888 444", None),
        ("0912345678", None),
        ("12.5", None),
        ("27/3/2024", None),
        ("08 giờ 30", None),
        ("5-7", None),
        ("Thôn 3", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_vietnamese_write_them(text, found):
    assert number(text) == found


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_a_number_written_is_the_number_read(whole, part):
    text = f"{whole:,}".replace(",", ".") + f",{part:02}"
    assert number(text).value == pytest.approx(float(f"{whole}.{part:02}"))


@given(st.text(alphabet="0123456789.,-% tỷriệu"))
def test_no_text_is_too_odd_to_be_read(text):
    number(text)


def test_a_tables_words_and_columns_are_kept():
    found = parse(table(("Dân số", "1.228.208"), ("Số hộ", "432.777"), caption="Dân số <em>tỉnh</em>"))
    assert found.caption == "Dân số tỉnh"
    assert found.titles == ("Chỉ tiêu", "Năm 2024")
    assert found.rows == (("Dân số", "1.228.208"), ("Số hộ", "432.777"))
    assert found.numeric[1].values == (1228208.0, 432777.0)


@pytest.mark.parametrize("head", ["Số điện thoại", "STT", "Năm", "Mã số thuế", "Quý", "Điện thoại liên hệ"])
def test_numbers_that_name_something_are_no_quantities(head):
    assert parse(table(("Công an", "113"), ("Cứu hỏa", "114"), head=("Việc", head))).numeric == {}


def test_units_are_not_mixed_and_words_make_a_column_of_words():
    assert parse(table(("Tỷ lệ", "88%"), ("Số hộ", "15 hộ"))).numeric == {}
    assert parse(table(("Một", "1"), ("Hai", "chưa có"))).numeric == {}
    assert parse(table(("Một", "1"), ("Hai", "–"), ("Ba", "3"))).numeric[1].values == (1, None, 3)


def test_cells_over_several_columns_and_rows_keep_every_row_as_long():
    html = (
        '<table><tr><th rowspan="2">Xã</th><th colspan="2">Thu</th></tr><tr><th>2023</th><th>2024</th></tr>'
        '<tr><td rowspan="2">A</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>'
    )
    found = parse(html)
    assert found.titles == ("Xã", "Thu – 2023", "2024")
    assert found.rows == (("A", "1", "2"), ("", "3", "4"))
    assert found.spans


@pytest.mark.parametrize(
    "html", ["<table></table>", "<table><tr></tr></table>", "<table><caption>A</caption></table>"]
)
def test_a_table_with_nothing_in_it_has_no_rows_of_quantities(html):
    assert parse(html).numeric == {}


def test_tables_are_found_in_the_order_of_the_text():
    html = f"<p>Đầu</p>{table(('a', '1'))}<p>Giữa</p>{table(('b', '2'))}"
    assert [found.rows[0][0] for found in tables(html)] == ["a", "b"]
