"""Lengths of time in Vietnamese, as a person says them."""

from datetime import datetime


def since(moment: datetime | None, now: datetime) -> str:
    """How long ago ``moment`` was; empty for none."""
    if moment is None:
        return ""
    seconds = max(0, int((now - moment).total_seconds()))
    for size, name in ((86_400, "ngày"), (3_600, "giờ"), (60, "phút")):
        if seconds >= size:
            return f"{seconds // size} {name}"
    return f"{seconds} giây"
