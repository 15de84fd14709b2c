"""XML as the sites hold it."""

from xml.etree import ElementTree

from build.crawl.reading import Reading


class BadXml(ValueError):
    """The text is not well-formed, or not what its name promises."""


def root_of(text: str, name: str) -> ElementTree.Element:
    """The root of the document ``text``, which must be ``name``; BadXml says what is wrong."""
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - expat expands no entity without bound
    except ElementTree.ParseError as error:
        raise BadXml(f"not well-formed XML: {error}") from None
    if root.tag != name:
        raise BadXml(f"the root element is {root.tag}, not {name}")
    return root


def read_picture(text: str) -> Reading:
    """An SVG picture: it is XML."""
    try:
        root_of(text, "{http://www.w3.org/2000/svg}svg")
    except BadXml as error:
        return Reading(faults=(str(error),))
    return Reading()
