"""What publishing leaves behind: files in use, the outbox, and how far each site has come.

``docs/architecture/publishing.md`` tells how a change gets from the outbox to the sites.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from wagtail.models import Page

from cms.sharing.models import LivePage
from cms.units.models import Unit


class PublishedFile(models.Model):
    """A picture's rendition or a document's file, by the hash of its bytes.

    ``storage_name`` is its name in the media storage at the time it was last published. ``loose_since`` is
    when a look's file was first found to be in no look; see ``loose_files``.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    storage_name = models.CharField(max_length=500)
    loose_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "tệp đã xuất bản"
        verbose_name_plural = "tệp đã xuất bản"

    def __str__(self) -> str:
        return self.storage_name


class UnitLook(models.Model):
    """How a unit's own site looks: ``what`` is ``build.snapshot.schema.Look``, published as it is saved.

    The bytes of its pictures lie under their hashes (``PublishedFile``) and are never written over.
    """

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="+", verbose_name="đơn vị")
    what = models.JSONField("diện mạo", default=dict)

    class Meta:
        verbose_name = "diện mạo trang"
        verbose_name_plural = "diện mạo trang"

    def __str__(self) -> str:
        return f"{self.unit}"

    @property
    def colour(self) -> str:
        """The main colour as the log tells it."""
        return str(self.what.get("colour", ""))

    @property
    def emblem(self) -> str:
        """The emblem as the log tells it."""
        return _told(self.what.get("emblem"))

    @property
    def photograph(self) -> str:
        """The photograph as the log tells it."""
        return _told(self.what.get("photograph"))


def _told(file: dict[str, Any] | None) -> str:
    """A picture's name, its words, and of its hash as much as tells it from others of that name."""
    return f"{file['name']} ({file['sha256'][:8]}) {file['alt']}".strip() if file else ""


class PageLink(models.Model):
    """That a live page's document links to another page, named as UNIT/SECTION/SLUG."""

    page = models.ForeignKey(LivePage, models.CASCADE, related_name="+")
    target = models.CharField(max_length=330, db_index=True)

    class Meta:
        verbose_name = "liên kết giữa các trang"
        verbose_name_plural = "liên kết giữa các trang"

    def __str__(self) -> str:
        return self.target


class Lane(models.IntegerChoices):
    """Who goes first: what has to vanish, an editor's own page, what comes from above, a check."""

    TAKEDOWN = 0, "gỡ xuống"
    OWN = 1, "trang của đơn vị"
    INHERITED = 2, "trang từ cấp trên"
    SWEEP = 3, "rà soát"


class Step(models.TextChoices):
    """What is done for a site, each apart and tried again by itself."""

    DEPLOY = "deploy", "đưa lên trang"
    INDEX = "index", "đưa vào tìm kiếm"
    PURGE = "purge", "xoá bộ nhớ đệm"


class Change(models.Model):
    """A change to what sites show: a row of the outbox, written in the transaction that makes it.

    ``what`` holds the facts on both sides of the change, as ``outbox`` writes them. The relay takes
    rows whose ``processed_at`` is empty, never those after the last it saw: a transaction may commit late.
    ``page`` may be deleted meanwhile: a change outlives what it changed.
    """

    class Kind(models.TextChoices):
        PAGE = "page", "trang"
        DECISION = "decision", "quyết định"
        SECTION = "section", "chuyên mục"
        UNIT = "unit", "đơn vị"
        UNITS = "units", "các đơn vị được nêu"
        EVERYTHING = "everything", "mọi đơn vị"

    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    what = models.JSONField(default=dict)
    lane = models.SmallIntegerField(choices=Lane.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    page = models.ForeignKey(
        "wagtailcore.Page", models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    processed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "thay đổi"
        verbose_name_plural = "thay đổi"
        indexes = [models.Index("id", name="unprocessed_changes", condition=Q(processed_at=None))]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class SiteStep(models.Model):
    """How far one site has come with one step: it must reach ``wanted``, and has reached ``done``.

    Due while ``wanted`` is greater, ``due_at`` is past, nobody's lease runs, and it is not quarantined.
    ``lease_token`` grows with every claim: who holds an older one changes nothing any more.
    ``began_at`` and ``began_lane`` tell of the last claim, ``began_before_at`` of the one before;
    ``deployed`` is the key of what the site certainly has, empty while that is being replaced.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    step = models.CharField(max_length=10, choices=Step.choices)
    wanted = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    lane = models.SmallIntegerField(choices=Lane.choices, default=Lane.SWEEP)
    first_wanted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    began_before_at = models.DateTimeField(null=True)
    began_lane = models.SmallIntegerField(choices=Lane.choices, default=Lane.SWEEP)
    lease_owner = models.CharField(max_length=100, blank=True)
    lease_token = models.BigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    quarantined = models.BooleanField(default=False)
    deployed = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "bước xuất bản của một trang"
        verbose_name_plural = "các bước xuất bản của từng trang"
        constraints = [models.UniqueConstraint("unit", "step", name="one_row_a_step")]
        indexes = [
            models.Index("step", "lane", "due_at", name="steps_due", condition=Q(wanted__gt=F("done")))
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.step}: {self.done} of {self.wanted}"


class ReceiptLine(models.Model):
    """One site that a change has to reach: by which revision, and since when it shows there."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    revision = models.BigIntegerField()
    live_at = models.DateTimeField(null=True)
    searchable_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "dòng biên nhận"
        verbose_name_plural = "dòng biên nhận"
        constraints = [models.UniqueConstraint("change", "unit", name="one_line_a_site")]
        indexes = [
            models.Index("unit", "revision", name="lines_not_live", condition=Q(live_at=None)),
            models.Index("unit", "revision", name="lines_not_found", condition=Q(searchable_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.change_id}: {self.unit_id}"


class Counter(models.Model):
    """The one row that revisions come from; see ``revisions``."""

    last = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "số hiệu"
        verbose_name_plural = "số hiệu"

    def __str__(self) -> str:
        return str(self.last)


class Watched(models.Model):
    """Up to when something that happens by the clock alone has been looked for; see ``sweep``."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "mốc rà soát"
        verbose_name_plural = "mốc rà soát"

    def __str__(self) -> str:
        return f"{self.name}: {self.at}"


class Overdue(models.Model):
    """A page that should have been published or withdrawn by itself and could not be; see ``schedule``."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="+", verbose_name="trang")
    since = models.DateTimeField("từ lúc")
    reason = models.TextField("lý do")

    class Meta:
        verbose_name = "trang hẹn giờ chưa thực hiện được"
        verbose_name_plural = "trang hẹn giờ chưa thực hiện được"

    def __str__(self) -> str:
        return f"{self.page}: {self.reason}"
