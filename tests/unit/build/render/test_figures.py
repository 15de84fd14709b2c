"""Tables of quantities are shown as bars, and can be taken home as files."""

import csv
import io
import json
import re

import html5lib
import msgspec
import pytest

from build.render.figures import figures
from build.render.plots import MOST_ROWS, plot
from build.render.table_files import table_files
from build.render.tables import parse
from build.snapshot.schema import Document

BUDGET = (
    "<p>Đầu</p><table><caption>Chi năm 2025</caption><thead><tr><th>Khoản</th><th>Dự toán</th>"
    "<th>Thực hiện</th><th>Tỷ lệ</th></tr></thead><tbody>"
    "<tr><td>Giáo dục &amp; đào tạo</td><td>92.160</td><td>85.343</td><td>92,6%</td></tr>"
    "<tr><td>Kinh tế</td><td>147.395</td><td>146.616</td><td>99,5%</td></tr>"
    "<tr><td>Tổng số</td><td>239.555</td><td>231.959</td><td>96,8%</td></tr></tbody></table>"
)
WORDS = (
    "<table><thead><tr><th>Việc</th><th>Ai</th></tr></thead><tbody><tr><td>Họp</td><td>Lan</td></tr></table>"
)


def _rows(rows):
    cells = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows)
    return f"<table><thead><tr><th>Tên</th><th>Số</th></tr></thead><tbody>{cells}</tbody></table>"


def test_tables_scroll_in_a_region_that_keyboards_reach():
    html = str(figures(f"<p>Đầu</p>{WORDS}<p>Giữa</p><table>\n</table>"))
    assert html.count('<div class="table-scroll" role="group" tabindex="0"') == 2
    assert html.count("</table></div>") == 2
    assert "<tr><td>Họp</td><td>Lan</td></tr>" in html
    assert "<svg" not in html


def test_a_plot_stands_below_its_table_with_a_name_and_a_description():
    html = str(figures(BUDGET, table_files(BUDGET, "ngan-sach"), "/ngan-sach/a/"))
    html5lib.HTMLParser(strict=True).parseFragment(html)
    assert html.index("</table></div>") < html.index('<svg class="plot"')
    assert 'aria-labelledby="bang-1-ten" aria-describedby="bang-1-ta"' in html
    assert '<title id="bang-1-ten">Chi năm 2025</title>' in html
    assert "Dự toán: cao nhất là Kinh tế (147.395), thấp nhất là Giáo dục &amp; đào tạo (92.160)." in html


def test_numbers_are_lined_up_in_their_columns_and_words_are_not():
    html = str(figures(BUDGET, table_files(BUDGET, "ngan-sach"), "/ngan-sach/a/"))
    assert '<div class="table-scroll numbers-2 numbers-3 numbers-4"' in html
    wide = BUDGET.replace("<td>Kinh tế</td>", '<td colspan="1" rowspan="2">Kinh tế</td>')
    assert "numbers-" not in figures(wide, table_files(wide, "ngan-sach"), "/ngan-sach/a/")


def test_sums_and_other_units_are_left_out_of_the_plot_and_colours_are_explained():
    html = str(plot(parse(BUDGET), "b"))
    assert html.count("<rect") == 2 * 2 + 2
    assert "Tổng số" not in html
    assert re.findall(r"</svg> ([^<]+)</li>", html) == ["Dự toán", "Thực hiện"]


def test_bars_are_as_long_as_their_numbers_to_both_sides_of_nothing():
    html = str(plot(parse(_rows([("Tăng", "3"), ("Giảm", "-1"), ("Không", "0")])), "b"))
    bars = [(float(x), float(width)) for x, width in re.findall(r'x="([\d.]+)%"[^>]*width="([\d.]+)%"', html)]
    (up, long), (down, short), (zero, none) = bars
    assert long == pytest.approx(3 * short)
    assert down == 0
    assert up == pytest.approx(short)
    assert (zero, none) == (pytest.approx(short), 0)


def test_a_long_number_has_its_place_after_the_longest_bar():
    html = str(plot(parse(_rows([("A", "1.234.567.890.123 đồng"), ("B", "1 đồng")])), "b"))
    end, words = re.search(r'plot-value" x="([\d.]+)%"[^>]*>([^<]+)<', html).groups()
    assert float(end) + 2.5 * len(words) < 100


@pytest.mark.parametrize(
    "rows",
    [
        [("Một", "1")],
        [(f"Thôn {number}", str(number)) for number in range(MOST_ROWS + 1)],
        [("1", "1"), ("2", "2")],
    ],
)
def test_nothing_is_plotted_that_would_say_nothing(rows):
    assert plot(parse(_rows(rows)), "b") == ""


def test_what_an_editor_wrote_is_never_markup():
    html = str(plot(parse(_rows([("&lt;script&gt;alert(1)&lt;/script&gt;", "1"), ("B", "2")])), "b"))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_spreadsheets_open_the_file_with_its_marks_and_numbers():
    files = table_files(BUDGET, "ngan-sach")[0]
    assert [file.name for file in files] == ["bang-1.csv", "bang-1.json"]
    assert files[0].content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(files[0].content.decode("utf-8-sig"))))
    assert rows[:2] == [
        ["Khoản", "Dự toán", "Thực hiện", "Tỷ lệ (%)"],
        ["Giáo dục & đào tạo", "92160", "85343", "92.6"],
    ]
    assert json.loads(files[1].content)["rows"][1] == ["Kinh tế", 147395, 146616, 99.5]
    assert json.loads(files[1].content)["columns"][3] == {"title": "Tỷ lệ", "unit": "%"}


def test_no_cell_is_taken_for_a_formula():
    (files,) = table_files(_rows([("=CMD()", "1"), ("@a", "-2")]), "ngan-sach").values()
    assert files[0].content.decode("utf-8-sig").splitlines()[1:] == ["'=CMD(),1", "'@a,-2"]


def test_the_page_says_what_can_be_taken_home_and_how_large_it_is():
    files = table_files(BUDGET, "tin-tuc")
    html = str(figures(BUDGET, files, "/tin-tuc/a/"))
    size = len(files[0][0].content)
    assert f'<a href="/tin-tuc/a/bang-1.csv" download>CSV</a> <span class="files-size">({size} byte)' in html


def test_tables_of_words_are_files_only_where_every_table_is_data():
    assert table_files(WORDS, "thong-bao") == {}
    assert list(table_files(WORDS, "thong-ke")) == [0]


def test_a_table_that_names_the_readers_unit_has_no_file_and_no_plot():
    body = _rows([("{{tên}}", "1"), ("B", "2")])
    assert table_files(body, "thong-ke") == {}
    assert "<svg" not in figures(body, table_files(body, "thong-ke"), "/thong-ke/a/")


def test_files_lie_beside_the_page_and_the_page_leads_to_them(example):
    page = example.unit.shown[0]
    document = json.loads(example.documents[page.document])
    document["fields"]["body"] = BUDGET
    changed = msgspec.structs.replace(
        page, document=example.add(msgspec.convert(document, Document)), values={}
    )
    example.change(shown=(changed, *example.unit.shown[1:]))
    example.render()
    folder = f"{page.section}/{page.slug}"
    assert {f"{folder}/bang-1.csv", f"{folder}/bang-1.json"} <= set(example.files())
    assert f'href="/{folder}/bang-1.csv"' in example.files()[f"{folder}/index.html"].decode()
