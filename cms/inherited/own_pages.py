"""Own pages and what comes from above at the same address: told when one is saved, and while it is so."""

from django.db.models import Q

from cms.pages.addresses import Address
from cms.sharing.load import load_chain_world, load_chains, load_choices, load_modes
from cms.sharing.models import LivePage
from cms.sharing.resolve import Resolved, resolve_unit
from cms.sharing.rules import PageFacts
from cms.sharing.world import World
from cms.units.models import Unit


def told_at_save(address: Address) -> str:
    """One sentence about what comes from above at a page's address, empty where nothing does."""
    unit = address.unit_id
    world = load_chain_world([unit], pages=Q(section=address.section, slug=address.slug))
    if unit not in world.units:
        return ""
    rivals = list(world.from_above(unit))
    mandatory = [page for page in rivals if page.strength == "mandatory"]
    if mandatory:
        return (
            f"Địa chỉ này đang có trang bắt buộc “{_highest(world, mandatory).title}” của "
            f"{_writer(world, mandatory)}, nên trang của đơn vị không hiển thị; "
            "muốn cả hai cùng hiển thị, hãy đổi địa chỉ của trang này."
        )
    section = next((found for found in world.sections_of[unit] if found.key == address.section), None)
    if section and section.mode == "locked":
        return "Chuyên mục này chỉ lấy tin bài từ cấp trên, nên trang của đơn vị chưa hiển thị."
    shown = [page for page in rivals if page.strength == "default"]
    if not shown:
        return ""
    return (
        f"Khi đăng, trang này thay cho trang “{_nearest(world, shown).title}” "
        f"của {Unit.objects.get(pk=_nearest(world, shown).unit).in_sentence} ở cùng địa chỉ "
        "trên trang của đơn vị."
    )


def _highest(world: World, pages: list[PageFacts]) -> PageFacts:
    return min(pages, key=lambda page: len(world.chains[page.unit]))


def _nearest(world: World, pages: list[PageFacts]) -> PageFacts:
    return max(pages, key=lambda page: len(world.chains[page.unit]))


def _writer(world: World, pages: list[PageFacts]) -> str:
    return Unit.objects.get(pk=_highest(world, pages).unit).in_sentence


def which_may_be_off(unit: int) -> Q:
    """The live pages that decide which own pages of the unit are not shown: few, of however many."""
    units = load_chains([unit])
    if unit not in units:
        return Q(pk__in=[])
    tier = units[unit].tier
    world = World(units, sections=load_modes([tier]), choices=load_choices(Q(unit=unit)))
    locked = [section.key for section in world.sections_of[unit] if section.mode == "locked"]
    mandatory = LivePage.objects.filter(strength="mandatory")
    return (
        Q(strength="mandatory")
        | Q(unit=unit, slug__in=mandatory.values("slug"))
        | Q(unit=unit, section__in=locked)
    )


def not_shown(world: World, unit: int) -> list[Resolved]:
    """The unit's own pages that its site does not show, and why."""
    found = resolve_unit(world, unit) if unit in world.units else []
    return [resolved for resolved in found if resolved.page.unit == unit and not resolved.shown]
