"""How two versions of a block are compared: by its labels and in words, without what is left empty."""

from collections.abc import Callable
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.admin import compare
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock


class WordsComparison(compare.BlockComparison):
    """A block whose HTML would say its value in no words, or in English ones."""

    def in_words(self, value: Any) -> str:
        """The value as an editor would say it; empty for none."""
        return "" if value is None else str(value)

    def htmlvalue(self, val: Any) -> SafeString:
        """The words of one version."""
        return escape(self.in_words(val))

    def htmldiff(self) -> SafeString:
        """What was taken out and what was put in."""
        if not self.has_changed():
            return self.htmlvalue(self.val_b)
        parts = [("deletion", self.in_words(self.val_a)), ("addition", self.in_words(self.val_b))]
        return compare.TextDiff([(kind, words) for kind, words in parts if words]).to_html()


class TickComparison(WordsComparison):
    def in_words(self, value: bool | None) -> str:
        """Nothing where the box is not ticked."""
        return "có" if value else ""


class ChoiceComparison(WordsComparison):
    def in_words(self, value: str | None) -> str:
        """What the editor chose by."""
        return str(dict(self.block.field.choices).get(value, value or ""))


class TableComparison(WordsComparison):
    def in_words(self, value: dict[str, Any] | None) -> str:
        """The cells, row by row."""
        rows = (value or {}).get("data", [])
        return "; ".join(" | ".join(str(cell or "") for cell in row) for row in rows)

    def htmldiff(self) -> SafeString:
        """Word by word: a table is long, and its change is mostly one cell."""
        return compare.diff_text(self.in_words(self.val_a), self.in_words(self.val_b)).to_html()


class StructComparison(compare.StructBlockComparison):
    def htmlvalue(self, val: Any) -> SafeString:
        """What is filled in."""
        return self._listed(val, val, lambda child: child.htmlvalue(child.val_b))

    def htmldiff(self) -> SafeString:
        """What is filled in in either version."""
        return self._listed(self.val_a, self.val_b, lambda child: child.htmldiff())

    def _listed(self, before: Any, after: Any, told: Callable[[compare.BlockComparison], str]) -> SafeString:
        found = (
            (block.label, told(compare.get_comparison_class_for_block(block)(block, True, True, *values)))
            for name, block in self.block.child_blocks.items()
            for values in [("" if version[name] is None else version[name] for version in (before, after))]
        )
        filled = [(label, words) for label, words in found if words]
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", filled))


class ListComparison(compare.ListBlockComparison):
    def htmlvalue(self, val: Any) -> SafeString:
        """The members, each as it is told alone."""
        kind = compare.get_comparison_class_for_block(self.block.child_block)
        told = ((kind(self.block.child_block, True, True, one, one).htmlvalue(one),) for one in val)
        return format_html_join("", "<div>{}</div>", told)


# Where Wagtail asks a block how it is compared; subclasses instead would want a migration.
for _block, _comparison in {
    blocks.BooleanBlock: TickComparison,
    blocks.ChoiceBlock: ChoiceComparison,
    blocks.URLBlock: WordsComparison,
    blocks.StructBlock: StructComparison,
    blocks.ListBlock: ListComparison,
    ImageChooserBlock: WordsComparison,
    TableBlock: TableComparison,
}.items():
    _block.get_comparison_class = lambda _self, found=_comparison: found
