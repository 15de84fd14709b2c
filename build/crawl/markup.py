"""The elements of a page, and what is wrong with how they are nested."""

from html.parser import HTMLParser

from build.crawl.content_model import (
    CHILDREN,
    HEADINGS,
    HEADINGS_ALLOWED,
    NEVER_WITHIN,
    NOT_PHRASING,
    ONLY_PHRASING,
    PARENTS,
    TRANSPARENT,
    VOID,
)

Attributes = dict[str, str]


class Element:
    """One element; ``first`` and ``last`` bound its texts in the page's list of texts."""

    __slots__ = ("attributes", "first", "last", "name", "parent")

    def __init__(self, name: str, attributes: Attributes, parent: "Element | None", first: int) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.first = first
        self.last = first

    def within(self, name: str) -> bool:
        """Whether an element of that name stands around this one."""
        above = self.parent
        while above is not None and above.name != name:
            above = above.parent
        return above is not None


class Markup(HTMLParser):
    """A page as a flat list of ``elements`` in their order, with the ``faults`` of its syntax."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.faults: list[str] = []
        self.doctype = ""
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.faults += (f"<{element.name}> is never closed" for element in self._open)

    def text(self, element: Element) -> str:
        """All text in ``element``, its runs of white space made one space each."""
        return " ".join("".join(self.texts[element.first : element.last]).split())

    def named(self, *names: str) -> list[Element]:
        """The elements with one of these names."""
        return [element for element in self.elements if element.name in names]

    def handle_decl(self, decl: str) -> None:
        if self.elements or self.doctype:
            self.faults.append("the doctype does not stand first")
        self.doctype = decl

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].name in CHILDREN and not data.isspace():
            self.faults.append(f"text stands directly in <{self._open[-1].name}>")
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID and not element.within("svg"):
            self.faults.append(f"<{tag}/> closes itself, which HTML ignores")

    def handle_endtag(self, tag: str) -> None:
        if not any(element.name == tag for element in self._open):
            self.faults.append(f"</{tag}> closes nothing")
            return
        while (element := self._open.pop()).name != tag:
            element.last = len(self.texts)
            self.faults.append(f"<{element.name}> is not closed before </{tag}>")
        element.last = len(self.texts)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        attributes = {name: value or "" for name, value in reversed(attrs)}
        if len(attributes) < len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        parent = self._open[-1] if self._open else None
        element = Element(tag, attributes, parent, len(self.texts))
        self.elements.append(element)
        self._judge_place(tag)
        return element

    def _judge_place(self, tag: str) -> None:
        parent = self._open[-1].name if self._open else ""
        if (tag in PARENTS and parent not in PARENTS[tag]) or tag not in CHILDREN.get(parent, (tag,)):
            self.faults.append(f"<{tag}> stands directly in <{parent}>")
        if tag in NEVER_WITHIN:
            around = {element.name for element in self._open}
            self.faults += (
                f"<{tag}> stands within <{above}>" for above in sorted(around & NEVER_WITHIN[tag])
            )
        if tag in NOT_PHRASING:
            names = (element.name for element in reversed(self._open))
            holder = next((name for name in names if name not in TRANSPARENT), "")
            heading = tag in HEADINGS and holder in HEADINGS_ALLOWED
            if holder in ONLY_PHRASING and not heading:
                self.faults.append(f"<{tag}> stands in <{holder}>, which holds only words")
