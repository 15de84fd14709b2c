"""A tier's theme assets: its stylesheets as one, its scripts and images, each under its content hash.

A tier's theme is the base theme with the tier's own files over it: a stylesheet is added after the
base's of the same place, a script or image of the same name takes the base's place.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import lightningcss

from build.errors import ThemeError

BASE: Final = "base"
STYLE_ORDER: Final = ("tokens.css", "elements.css", "layout.css", "components/*.css", "home.css", "print.css")
"""Where in the bundle a stylesheet goes; of one place the base's come before the tier's."""

TARGETS: Final = ["chrome >= 80", "firefox >= 78", "safari >= 13", "samsung >= 13"]
"""Phones of about 2020 that no longer get updates are still in use."""

_FAULT = re.compile(r"(?:Parsing stylesheet failed: )?(?P<what>.*) at \S+:(?P<line>\d+):\d+$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Assets:
    """Addresses for templates, and ``files``: the bytes by their path from the site's root."""

    stylesheet: str
    scripts: Mapping[str, str]
    images: Mapping[str, str]
    files: Mapping[str, bytes]

    def with_style(self, more: str) -> "Assets":
        """The same with ``more``, minified, at the end of the stylesheet; itself if there is nothing more."""
        if not more:
            return self
        files = dict(self.files)
        style = files.pop(self.stylesheet[1:]) + more.encode()
        return replace(self, stylesheet=_store(files, style, "css"), files=files)

    def script(self, name: str) -> str:
        """The address of the script ``name``; ThemeError when no theme has it."""
        return _address(self.scripts, "scripts", name)

    def image(self, name: str) -> str:
        """The address of the image ``name``; ThemeError when no theme has it."""
        return _address(self.images, "images", name)


def compile_assets(themes: Path, tier: str) -> Assets:
    """The assets of ``tier``'s sites, from ``themes``/base and ``themes``/<tier>.

    Equal sources give equal bytes. ThemeError names the file and line that cannot be used.
    """
    roots = [themes / BASE, themes / tier]
    files: dict[str, bytes] = {}
    return Assets(
        stylesheet=_store(files, _bundle(roots).encode(), "css"),
        scripts=_store_all(files, roots, "scripts"),
        images=_store_all(files, roots, "images"),
        files=files,
    )


def _bundle(roots: list[Path]) -> str:
    sheets = [compile_style(sheet, roots[0].parent) for sheet in _sheets(roots)]
    if not sheets:
        raise ThemeError(f"No stylesheets in {roots[0] / 'styles'}; the base theme needs tokens.css.")
    return "".join(sheets)


def _sheets(roots: list[Path]) -> Iterator[Path]:
    for place in STYLE_ORDER:
        for root in roots:
            yield from sorted((root / "styles").glob(place))


def compile_style(sheet: Path, themes: Path) -> str:
    """``sheet`` minified for the browsers of TARGETS; ThemeError names its place below ``themes``."""
    name = sheet.relative_to(themes).as_posix()
    try:
        code = sheet.read_text("utf-8")
        return lightningcss.process_stylesheet(code, filename=name, browsers_list=TARGETS, minify=True)
    except ValueError as fault:
        raise ThemeError(_where(str(fault), sheet)) from None


def _where(fault: str, sheet: Path) -> str:
    # lightningcss counts lines from 0
    found = _FAULT.match(fault)
    if found is None:
        return f"{sheet}: the stylesheet does not compile: {fault}."
    return f"{sheet}:{int(found['line']) + 1}: the stylesheet does not compile: {found['what']}."


def _store_all(files: dict[str, bytes], roots: list[Path], folder: str) -> dict[str, str]:
    sources = {path.name: path for root in roots for path in sorted((root / folder).glob("*.*"))}
    return {name: _store(files, _compact(path), path.suffix[1:]) for name, path in sorted(sources.items())}


def _compact(path: Path) -> bytes:
    """The file; of a script without indentation and lines of comment. No string in it has several lines."""
    content = path.read_bytes()
    if path.suffix != ".js":
        return content
    lines = (line.strip() for line in content.splitlines())
    return b"\n".join(line for line in lines if line and not line.startswith(b"//"))


def _store(files: dict[str, bytes], content: bytes, extension: str) -> str:
    path = f"_a/{hashlib.sha256(content).hexdigest()}.{extension}"
    files[path] = content
    return f"/{path}"


def _address(addresses: Mapping[str, str], folder: str, name: str) -> str:
    try:
        return addresses[name]
    except KeyError:
        raise ThemeError(
            f"A template asks for {folder}/{name}; add that file to themes/base/{folder}."
        ) from None
