"""What the rules of inheritance read: live pages as published, decisions, and modes of sections."""

from django.db import models

from cms.pages.sections import load_sections
from cms.units.models import Unit


class Document(models.Model):
    """A page's content as published, stored once under the hash of its bytes; never changed.

    ``payload`` is an encoded ``build.snapshot.schema.Document``.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    payload = models.BinaryField()

    class Meta:
        verbose_name = "nội dung đã xuất bản"
        verbose_name_plural = "nội dung đã xuất bản"

    def __str__(self) -> str:
        return self.hash[:12]


class LivePage(models.Model):
    """A published page: all that resolving and the snapshot may know of it.

    ``reach`` is stored as ``cms.sharing.reach`` says, units by the number of their row; ``title`` may
    be longer than Wagtail's. ``published_at`` may lie ahead: the page takes part from then on.
    ``modified_at`` is when its last edit went live, ``urgent_since`` when it went live as an urgent notice.

    Written in the transaction that publishes the page and deleted in the one that unpublishes it;
    drafts have no row here, so nothing that reads only this table can show one. ``links`` are the
    pages that its document links to, as UNIT/SECTION/SLUG.
    """

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    section = models.CharField(max_length=60)
    slug = models.CharField(max_length=255)
    title = models.TextField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    links = models.JSONField(default=list)
    reach = models.JSONField()
    strength = models.CharField(max_length=10)
    locked = models.JSONField(default=list)
    pinned = models.BooleanField(default=False)
    deadline = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField(null=True)
    urgent_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "trang đang hiển thị"
        verbose_name_plural = "trang đang hiển thị"
        constraints = [models.UniqueConstraint("unit", "section", "slug", name="live_page_slot")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.section}/{self.slug}"


class Decision(models.Model):
    """What one unit decided about one page that reaches it from above.

    ``override_fields`` are this unit's own values; ``override_reach`` is "own" or "all".
    ``override_base`` is, for those of them of which it is known, what the field said without the
    override when the unit last looked: where it says something else today, the editor is told.
    ``suspended_fields`` are the values kept since ``suspended_since``, ``suspended_document`` the document
    of that day: it is kept for the files that they name.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="decisions")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    hide = models.BooleanField(default=False)
    adopt = models.BooleanField(default=False)
    override_fields = models.JSONField(null=True)
    override_reach = models.CharField(max_length=10, default="own")
    override_base = models.JSONField(null=True)
    suspended_since = models.DateTimeField(null=True)
    suspended_fields = models.JSONField(null=True)
    suspended_document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "quyết định về trang từ cấp trên"
        verbose_name_plural = "quyết định về trang từ cấp trên"
        constraints = [models.UniqueConstraint("unit", "page", name="one_decision_a_page")]

    def __str__(self) -> str:
        return f"“{self.page.title}” ở {self.unit.in_sentence}"


class SectionSetting(models.Model):
    """How one unit's section differs from what its tier's ``sections.toml`` says.

    ``mode`` and ``order`` empty mean: as the tier has it. ``order`` is "date" or "own_first".
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="section_settings")
    section = models.CharField(max_length=60)
    mode = models.CharField(max_length=10, blank=True)
    order = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = "thiết lập chuyên mục"
        verbose_name_plural = "thiết lập chuyên mục"
        constraints = [models.UniqueConstraint("unit", "section", name="one_setting_a_section")]

    def __str__(self) -> str:
        titles = {section.key: section.title for section in load_sections(self.unit.tier)}
        return f"“{titles.get(self.section, self.section)}” ở {self.unit.in_sentence}"


class Redirect(models.Model):
    """An address that a live page had before it was renamed or moved: section and slug at ``unit``.

    It leads to the page wherever that stands today, on every site that shows it and has no page there.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    section = models.CharField(max_length=60)
    slug = models.CharField(max_length=255)
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "địa chỉ cũ"
        verbose_name_plural = "địa chỉ cũ"
        constraints = [models.UniqueConstraint("unit", "section", "slug", "page", name="one_redirect_a_page")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.section}/{self.slug}"
