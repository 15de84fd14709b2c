"""What a theme's files become: one stylesheet and the rest, each under the hash of its content."""

import hashlib
from pathlib import Path

import pytest

from build.errors import ThemeError
from build.render.assets import compile_assets


@pytest.fixture
def themes(tmp_path: Path) -> Path:
    """A base theme and a tier's, as small as they can be."""
    _write(tmp_path, "base/styles/tokens.css", ":root { --accent: red }")
    _write(tmp_path, "base/styles/print.css", "@media print { a { color: black } }")
    _write(tmp_path, "base/styles/components/card.css", ".card { color: var(--accent); & p { margin: 0 } }")
    _write(tmp_path, "base/scripts/search.js", "// base")
    _write(tmp_path, "base/images/icon.svg", "<svg/>")
    _write(tmp_path, "commune/styles/tokens.css", ":root { --accent: green }")
    return tmp_path


def _write(themes: Path, name: str, content: str) -> None:
    path = themes / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


def test_every_asset_lies_under_the_hash_of_its_content(themes: Path) -> None:
    assets = compile_assets(themes, "commune")
    addresses = {assets.stylesheet, assets.script("search.js"), assets.image("icon.svg")}
    assert addresses == {f"/{path}" for path in assets.files}
    for path, content in assets.files.items():
        assert Path(path).stem == hashlib.sha256(content).hexdigest()


def test_the_tiers_tokens_come_after_the_bases_and_print_last(themes: Path) -> None:
    style = compile_assets(themes, "commune").files
    css = next(content for path, content in style.items() if path.endswith(".css")).decode()
    assert css.index("red") < css.index("green") < css.index(".card") < css.index("@media print")


def test_nesting_is_written_out_for_old_phones(themes: Path) -> None:
    css = b"".join(compile_assets(themes, "commune").files.values()).decode()
    assert ".card p{" in css


def test_a_tiers_script_takes_the_place_of_the_bases(themes: Path) -> None:
    _write(themes, "commune/scripts/search.js", "commune();")
    assets = compile_assets(themes, "commune")
    assert assets.files[assets.script("search.js")[1:]] == b"commune();"


def test_a_script_is_sent_without_indentation_and_comments(themes: Path) -> None:
    _write(
        themes, "commune/scripts/search.js", "// Says why.\nif (a) {\n  // because\n  b('// c'); // d\n}\n\n"
    )
    assets = compile_assets(themes, "commune")
    assert assets.files[assets.script("search.js")[1:]] == b"if (a) {\nb('// c'); // d\n}"


def test_equal_sources_give_equal_bytes(themes: Path) -> None:
    assert compile_assets(themes, "commune") == compile_assets(themes, "commune")


def test_a_stylesheet_that_does_not_compile_is_named_with_its_line(themes: Path) -> None:
    _write(themes, "commune/styles/home.css", "a { color: red }\n\nb:: { color: red }\n")
    with pytest.raises(ThemeError, match=r"commune/styles/home\.css:3: .+ does not compile"):
        compile_assets(themes, "commune")


def test_a_stylesheet_that_is_not_text_is_named(themes: Path) -> None:
    (themes / "base/styles/layout.css").write_bytes(b"\xff\xfe a")
    with pytest.raises(ThemeError, match=r"layout\.css"):
        compile_assets(themes, "commune")


def test_a_theme_without_stylesheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ThemeError, match="No stylesheets"):
        compile_assets(tmp_path, "commune")


def test_a_missing_script_or_image_is_refused_with_what_to_do(themes: Path) -> None:
    assets = compile_assets(themes, "commune")
    with pytest.raises(ThemeError, match=r"add that file to themes/base/scripts"):
        assets.script("missing.js")
    with pytest.raises(ThemeError, match=r"add that file to themes/base/images"):
        assets.image("missing.svg")
