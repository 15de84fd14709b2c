"""Numbers of bytes in words."""

from build.snapshot.schema import File


def file_facts(file: File) -> str:
    """What a reader wants to know before fetching a file: ``PDF, 1,2 MB``."""
    return f"{file.extension.upper()}, {filesize(file.size)}"


def filesize(size: int) -> str:
    """A number of bytes for readers, in steps of 1,024 with a decimal comma: ``1,2 MB``."""
    if size < 1024:
        return f"{size} byte"
    amount = size / 1024
    for unit in ("KB", "MB"):
        if amount < 1023.95:
            return _decimal(amount, unit)
        amount /= 1024
    return _decimal(amount, "GB")


def _decimal(amount: float, unit: str) -> str:
    return f"{amount:.1f}".removesuffix(".0").replace(".", ",") + f" {unit}"
