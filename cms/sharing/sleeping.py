"""What of a decision or a setting does not count, and why: refused when made, asleep when made before."""

from dataclasses import dataclass
from typing import Literal

from cms.sharing.rules import DecisionFacts, PageFacts
from cms.sharing.world import World


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one part of a decision does not count; ``fields`` are those that the page locks."""

    because: Literal["unreached", "hide", "suspend", "adopt", "locked"]
    fields: tuple[str, ...] = ()


def refused(world: World, page: PageFacts, decision: DecisionFacts) -> list[Refusal]:
    """What of ``decision`` about the live ``page`` does not count; empty when all of it does."""
    if not world.reaches(page, decision.unit):
        return [Refusal("unreached")]
    found = []
    mandatory = page.strength == "mandatory"
    if mandatory and decision.hide:
        found.append(Refusal("hide"))
    if mandatory and decision.suspension:
        found.append(Refusal("suspend"))
    if decision.adopt and page.strength != "offered":
        found.append(Refusal("adopt"))
    fields = decision.override.fields if decision.override else {}
    locked = tuple(sorted(name for name in fields if page.locks(name)))
    if locked:
        found.append(Refusal("locked", locked))
    return found


def refusals(world: World, page: PageFacts, decision: DecisionFacts) -> list[str]:
    """The same in sentences for whoever runs a command."""
    code, origin = world.units[decision.unit].code, world.units[page.unit].code
    slot = f"{origin}/{page.section}/{page.slug}"
    return [_sentence(refusal, slot, code) for refusal in refused(world, page, decision)]


def _sentence(refusal: Refusal, slot: str, unit: str) -> str:
    if refusal.because == "locked":
        return f"the page {slot} locks {', '.join(refusal.fields)} against an override"
    return {
        "unreached": f"the page {slot} does not reach the unit {unit}",
        "hide": f"the page {slot} is mandatory and cannot be hidden",
        "suspend": f"the page {slot} is mandatory and cannot be suspended",
        "adopt": f"the page {slot} is not offered, so there is nothing to adopt",
    }[refusal.because]
