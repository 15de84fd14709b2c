"""What of a decision or a setting does not count, and why: refused when made, asleep when made before."""

from cms.sharing.rules import DecisionFacts, PageFacts
from cms.sharing.world import World


def refusals(world: World, page: PageFacts, decision: DecisionFacts) -> list[str]:
    """Why each part of ``decision`` about the live ``page`` does not count; empty when all of it does."""
    code, origin = world.units[decision.unit].code, world.units[page.unit].code
    slot = f"{origin}/{page.section}/{page.slug}"
    if not world.reaches(page, decision.unit):
        return [f"the page {slot} does not reach the unit {code}"]
    found = []
    mandatory = page.strength == "mandatory"
    if mandatory and decision.hide:
        found.append(f"the page {slot} is mandatory and cannot be hidden")
    if mandatory and decision.suspension:
        found.append(f"the page {slot} is mandatory and cannot be suspended")
    if decision.adopt and page.strength != "offered":
        found.append(f"the page {slot} is not offered, so there is nothing to adopt")
    fields = decision.override.fields if decision.override else {}
    locked = sorted(name for name in fields if page.locks(name))
    if locked:
        found.append(f"the page {slot} locks {', '.join(locked)} against an override")
    return found
