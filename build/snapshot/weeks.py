"""The week that a schedule is about, known by its Monday (ISO 8601)."""

from datetime import date, timedelta


def monday_of(day: date) -> date:
    """The first day of the week that ``day`` is in."""
    return day - timedelta(days=day.weekday())


def week_title(day: date) -> str:
    """What a schedule of that week is called where nobody gave it a title."""
    first = monday_of(day)
    year, number, _ = first.isocalendar()
    last = first + timedelta(days=6)
    return (
        f"Lịch làm việc tuần {number} năm {year} "
        f"(từ {first.day:02}/{first.month:02}/{first.year} đến {last.day:02}/{last.month:02}/{last.year})"
    )
