"""Which files published documents use, and where their bytes lie in the CMS's media storage."""

from django.db import models


class PublishedFile(models.Model):
    """A picture's rendition or a document's file, by the hash of its bytes.

    ``storage_name`` is its name in the media storage at the time it was last published.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    storage_name = models.CharField(max_length=500)

    class Meta:
        verbose_name = "tệp đã xuất bản"
        verbose_name_plural = "tệp đã xuất bản"

    def __str__(self) -> str:
        return self.storage_name
