"""The tutorial for theme authors, followed to the letter."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.samples.checkout import Checkout
from tests.samples.snapshots import Example

TUTORIAL = ROOT / "docs" / "themes" / "a-tier-theme.md"
STEP = re.compile(
    r"into `(?P<file>themes/[^`]+)`[^`]*?```(?:css|html)\n(?P<text>.*?)```"
    r"|^Now `(?P<path>[^`]+)` holds `(?P<seen>[^`]+)`",
    re.DOTALL | re.MULTILINE,
)


@pytest.fixture
def checkout(tmp_path):
    """The project with the worked example as its content."""
    checkout = Checkout(tmp_path / "project")
    Example(checkout.var)
    return checkout


def command(text: str) -> tuple[dict[str, str], list[str]]:
    """The environment and the arguments of the tutorial's first command, without what keeps it running."""
    line = re.search(r"```sh\n(.*?)\n```", text, re.DOTALL)[1]
    setting, _, rest = line.partition(" .venv/bin/python -m ")
    name, _, value = setting.partition("=")
    return {name: value}, [word for word in rest.split() if word not in ("--autoreload", "--listen")]


def test_every_step_does_what_it_says(checkout):
    text = TUTORIAL.read_text()
    environ, arguments = command(text)
    seen = 0
    for step in STEP.finditer(text):
        if step["file"]:
            file = checkout.folder / step["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step["text"])
            continue
        for old in checkout.var.glob("preview/*/_a/*.css"):
            old.unlink()
        done = checkout.run(*arguments, **environ)
        assert done.returncode == 0, done.stderr
        files = checkout.folder.glob(step["path"].replace("<hostname>", "*"))
        found = "".join(path.read_text() for path in files)
        assert step["seen"] in found, step["path"]
        seen += 1
    assert seen == text.count("\nNow `") == 4


def test_the_colours_of_the_tutorial_can_be_told_apart():
    """Who copies them gets a theme that passes the tests of themes."""
    accent = re.search(r"--accent: light-dark\((#\w+), (#\w+)\)", TUTORIAL.read_text())
    assert contrast(accent[1], "#ffffff") >= 4.5
    assert contrast(accent[2], "#1b1b1b") >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_its_links_and_files_are_there():
    text = TUTORIAL.read_text()
    links = re.findall(r"\]\(([^)#:]+)", text)
    named = re.findall(r"`(themes/[\w./]+|scripts/\w+|sites/[\w./]+)`", text)
    missing = [link for link in links if not (TUTORIAL.parent / link).exists()]
    made = set(re.findall(r"into `(themes/[^`]+)`", text))
    missing += [name for name in named if name not in made and not (ROOT / name).exists()]
    assert missing == []
    assert Path("docs/themes/a-tier-theme.md").name in (ROOT / "themes" / "README.md").read_text()
