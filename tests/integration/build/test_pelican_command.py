"""`pelican -s sites/<tier>/pelicanconf.py`: one unit's site, for people who work on a theme."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import watchfiles

from build.snapshot.schema import UnitRef
from tests.samples.checkout import Checkout
from tests.samples.snapshots import Example

UNIT = "10546"
HOSTNAME = "ben-tam.chi-linh.hai-duong.localhost"
PAGE = "themes/base/templates/page.html"
PATIENCE = 600
"""How often, each time for a tenth of a second at most, a test looks for what it waits for."""


@pytest.fixture
def checkout(tmp_path):
    """A checkout of the project whose snapshot is the worked example."""
    checkout = Checkout(tmp_path / "project")
    Example(checkout.var)
    return checkout


def pelican(checkout: Checkout, unit: str = UNIT, tier: str = "commune") -> subprocess.CompletedProcess[str]:
    return checkout.run("pelican", "-s", f"sites/{tier}/pelicanconf.py", LIENTHONG_UNIT=unit)


def preview(checkout: Checkout, path: str = "index.html") -> Path:
    return checkout.var / "preview" / HOSTNAME / path


def test_one_unit_is_rendered_as_files(checkout):
    done = pelican(checkout)
    assert done.returncode == 0, done.stderr
    assert "Chủ động ứng phó bão số 3" in preview(checkout, "thong-bao/bao-so-3/index.html").read_text()
    assert "<title>" in preview(checkout, "404.html").read_text()
    assert list(preview(checkout, "_a").glob("*.css"))
    assert not (checkout.var / "sites").exists()


def test_a_tier_is_a_folder_of_any_name(checkout):
    for tier in ("vung", "xom"):
        shutil.copytree(checkout.folder / "sites" / "commune", checkout.folder / "sites" / tier)
        checkout.change(f"sites/{tier}/pelicanconf.py", '("commune")', f'("{tier}")')
    checkout.change("sites/vung/sections.toml", "lowest = true", "lowest = false")
    checkout.change("sites/xom/sections.toml", "Đơn vị hành chính cấp xã", "Các xóm")
    example = Example(checkout.var)
    names = {"code": "1", "name": "Đông", "full_name": "Xóm Đông", "hostname": f"dong.{HOSTNAME}"}
    below = UnitRef(**names, tier="xom")
    example.change(unit=msgspec.structs.replace(example.unit.unit, tier="vung"), children=(below,))
    done = pelican(checkout, tier="vung")
    assert done.returncode == 0, done.stderr
    assert ">Các xóm</h2>" in preview(checkout).read_text()
    finder = preview(checkout, "ung-dung/index.html").read_text()
    assert "Xóm Đông</a>" in finder
    assert "<details open>" in finder
    assert "data-below" not in finder


def test_a_changed_template_changes_the_page(checkout):
    pelican(checkout)
    checkout.change(PAGE, "</main>", "<p>Bản mới</p></main>")
    assert "Bản mới" not in preview(checkout).read_text()
    pelican(checkout)
    assert "<p>Bản mới</p></main>" in preview(checkout).read_text()


@pytest.mark.parametrize("unit", ["", "99999", "30"])
def test_a_unit_that_the_tier_has_not_is_answered_with_one_that_it_has(checkout, unit):
    done = pelican(checkout, unit)
    assert done.returncode == 1
    assert done.stderr == (f"Set LIENTHONG_UNIT to the code of a commune, such as {UNIT}; it is {unit!r}.\n")
    assert not (checkout.var / "preview").exists()


def test_a_tier_without_units_says_so(checkout):
    done = pelican(checkout, tier="province")
    assert done.returncode == 1
    assert "the code of a province, such as (the snapshot has none)" in done.stderr


def test_without_a_snapshot_it_says_what_to_run_first(checkout):
    (checkout.var / "snapshot").rename(checkout.var / "away")
    done = pelican(checkout)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "run manage.py snapshot first" in done.stderr


def line_of_end(checkout) -> int:
    """The line on which the main part of a page ends."""
    return (checkout.folder / PAGE).read_text("utf-8").partition("</main>")[0].count("\n") + 1


def test_a_template_that_does_not_compile_is_named_with_its_line(checkout):
    checkout.change(PAGE, "</main>", "{% nonsense %}</main>")
    done = pelican(checkout)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Template {PAGE}:{line_of_end(checkout)} does not compile: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def autoreload(checkout) -> Iterator[subprocess.Popen[str]]:
    """The command as it goes on watching; what it complains of is in var/complaints."""
    with (checkout.var / "complaints").open("w") as complaints:
        process = subprocess.Popen(
            checkout.command("pelican", "-s", "sites/commune/pelicanconf.py", "--autoreload"),
            cwd=checkout.folder,
            env=checkout.environ | {"LIENTHONG_UNIT": UNIT},
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            text=True,
        )
    yield process
    process.terminate()
    process.wait()


def wait(checkout: Checkout, file: Path, words: str, remind: Callable[[], object] = lambda: None) -> None:
    """Until ``file`` has ``words``; ``remind`` says again what may have been said before anybody listened."""
    looks = watchfiles.watch(checkout.var, rust_timeout=100, yield_on_timeout=True)
    for look, _ in enumerate(looks):
        if file.is_file() and words in file.read_text():
            return
        assert look < PATIENCE
        remind()


def test_autoreload_renders_again_and_outlives_a_fault(checkout, autoreload):
    home, complaints, template = preview(checkout), checkout.var / "complaints", checkout.folder / PAGE
    wait(checkout, home, "</main>")
    original = template.read_text()

    def end_with(words: str) -> Callable[[], object]:
        return lambda: template.write_text(original.replace("</main>", f"{words}</main>"))

    wait(checkout, home, "Bản mới</main>", remind=end_with("Bản mới"))
    wait(
        checkout,
        complaints,
        f"{PAGE}:{line_of_end(checkout)} does not compile",
        remind=end_with("{% nonsense %}"),
    )
    wait(checkout, home, "Bản mới hơn</main>", remind=end_with("Bản mới hơn"))
    assert autoreload.poll() is None
