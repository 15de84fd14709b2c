"""Forests to write content for: one like Hải Dương in size and shape, and small ones."""

from cms.demo.sample import SampleUnit

KINDS = {"province": "Tỉnh", "district": "Huyện", "commune": "Xã"}
FIRST = ["Nam", "Bến", "Tân", "Đức", "Cẩm", "Ái", "Thạch", "Tấn"]
SECOND = ["Hồng", "Tắm", "Trào", "Chính", "Đông", "Quốc", "Khôi", "Hưng", "Kỳ", "Lạc", "Xá", "Phúc", "Thái"]


def unit(code: str, tier: str, parent: str | None) -> SampleUnit:
    name = f"{FIRST[int(code) % len(FIRST)]} {SECOND[int(code) % len(SECOND)]}"
    return SampleUnit(
        code=code,
        name=name,
        full_name=f"{KINDS[tier]} {name}",
        kind=KINDS[tier].lower(),
        tier=tier,
        parent=parent,
        hostname=f"u{code}.localhost",
    )


def three_tiers(districts: int = 12, communes: int = 207) -> list[SampleUnit]:
    """A province, its districts, and communes dealt out to them in turn."""
    province = [unit("30", "province", None)]
    middle = [unit(str(100 + i), "district", "30") for i in range(districts)]
    leaves = [unit(str(10000 + i), "commune", str(100 + i % districts)) for i in range(communes)]
    return province + middle + leaves


def two_tiers(communes: int = 12) -> list[SampleUnit]:
    """A province with communes directly below it."""
    return [unit("31", "province", None), *(unit(str(11000 + i), "commune", "31") for i in range(communes))]
