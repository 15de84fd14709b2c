"""Templates that tiers have in common are compiled once a process."""

from jinja2 import DictLoader, Environment

from build.render.shared_code import SharedCode


def code(template: str, cache: SharedCode, **options):
    environment = Environment(loader=DictLoader({"a.html": template}), bytecode_cache=cache, **options)
    return environment.get_template("a.html").root_render_func.__code__


def test_what_is_the_same_is_compiled_once():
    cache = SharedCode()
    first = code("{{ a }}", cache)
    assert code("{{ a }}", cache) is first
    assert code("{{ b }}", cache) is not first
    assert code("{{ a }}", cache, extensions=["jinja2.ext.do"]) is not first
