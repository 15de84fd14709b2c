"""A tier's theme, compiled once a process: templates, assets, and the parts rendered with them."""

from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError

from build.errors import ThemeError
from build.render import filters
from build.render.assets import Assets
from build.render.compact import Compact
from build.render.fingerprint import THEMES
from build.render.parts import OpenPart, Part, PartCache, references
from build.render.shared_code import SharedCode

JINJA_ENVIRONMENT: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    # A worker lives for one build, and who works on a theme gets an environment anew each time.
    "auto_reload": False,
    # A dictionary: a cache that drops what was not used for long costs more than looking things up in it.
    "cache_size": -1,
    "bytecode_cache": SharedCode(),
    "extensions": [Compact],
}
JINJA_FILTERS = filters.FILTERS
_CACHE_SIZE = 32 * 1024 * 1024


class Theme:
    """Templates and assets of one tier. ``fingerprint`` changes with any of them."""

    def __init__(self, environment: Environment, assets: Assets, fingerprint: str) -> None:
        self._environment = environment
        # Jinja compares globals at every import of a macro; templates use none but these.
        environment.globals = {name: environment.globals[name] for name in ("namespace", "range")}
        self._parts = PartCache(_CACHE_SIZE)
        self.assets = assets
        self.fingerprint = fingerprint

    def render(self, template: str, context: dict[str, Any]) -> str:
        """The template's text; ThemeError names template and line where it does not compile or run."""
        try:
            return self._environment.get_template(template).render(context)
        except TemplateSyntaxError as error:
            place = f"{_in_themes(error.filename or error.name or template)}:{error.lineno}"
            raise ThemeError(f"Template {place} does not compile: {error.message}") from error
        except Exception as error:
            # A template can call anything, so anything can come out of it.
            raise ThemeError(f"Template {_place(error, template)} failed: {error}") from error

    def part(self, template: str, context: dict[str, Any]) -> Part:
        """The rendered part with what it refers to."""
        html = self.render(template, context)
        return Part(html.encode(), references(html))

    def open_part(self, key: str, template: str, context: Callable[[], dict[str, Any]]) -> OpenPart:
        """The open part under ``key``, rendered unless another site had the same."""
        part = self._parts.get(key)
        if part is None:
            part = OpenPart(self.render(template, context()))
            self._parts.put(key, part)
        return part


def _place(error: Exception, template: str) -> str:
    """File and line of the innermost template that ``error`` came through."""
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    return f"{_in_themes(frames[-1].filename)}:{frames[-1].lineno}" if frames else template


def _in_themes(file: str) -> str:
    """``file`` as "themes/commune/templates/…": tiers have files of the same names; another one as it is."""
    path = Path(file)
    return path.relative_to(THEMES.parent).as_posix() if path.is_relative_to(THEMES) else file
