"""How a unit is named within a sentence."""


def in_sentence(full_name: str) -> str:
    """The full name of a unit after other words: ``tỉnh Hải Dương``; only names have a capital there."""
    return full_name[:1].lower() + full_name[1:]
