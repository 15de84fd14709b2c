"""The rules of inheritance once more: slow, naive, straight from their text, nothing shared.

Units, pages and decisions are plain dictionaries. ``look`` answers for one unit what ``explain``
should print, without ``because``.
"""


def chain(units, code):
    """The unit itself, its parent, … up to the top."""
    found = [code]
    while units[found[-1]]["parent"] is not None:
        found.append(units[found[-1]]["parent"])
    return found


def is_below(units, code, other):
    return code != other and other in chain(units, code)


def reaches(units, page, code):
    origin, reach = page["unit"], page["reach"]
    if not is_below(units, code, origin):
        return False
    if isinstance(reach, dict):
        return reaches_list(units, origin, reach, code)
    if reach == "children":
        return units[code]["parent"] == origin
    return reach == "all"


def reaches_list(units, origin, reach, code):
    if "tiers" in reach:
        return units[code]["tier"] in reach["tiers"]
    if "units" in reach:
        return code in reach["units"]
    heads = [head for head in reach["below"] if is_below(units, head, origin)]
    return any(head == code or is_below(units, code, head) for head in heads)


def decision_of(world, code, page):
    """The decision of the unit about the page, as far as it counts now."""
    found = [d for d in world["decisions"] if d["unit"] == code and d["page"] == page["id"]]
    if not found or not reaches(world["units"], page, code):
        return {"hide": False, "adopt": False, "override": None, "suspend": None}
    counts = dict(found[0])
    if page["strength"] == "mandatory":
        counts["hide"] = False
        counts["suspend"] = None
    if page["strength"] != "offered":
        counts["adopt"] = False
    return counts


def fields_at(world, code, page):
    units = world["units"]
    if code == page["unit"]:
        return {}
    line = chain(units, code)
    from_just_below_origin = list(reversed(line[: line.index(page["unit"])]))
    result = {}
    for unit in from_just_below_origin[:-1]:
        override = decision_of(world, unit, page)["override"]
        if override and override["reach"] == "all":
            result.update(unlocked(page, override, unit))
    mine = decision_of(world, code, page)
    if mine["suspend"]:
        for field, value in mine["suspend"]["fields"].items():
            result[field] = {"from": code, "value": value}
    if mine["override"]:
        result.update(unlocked(page, mine["override"], code))
    return result


def unlocked(page, override, unit):
    if page["strength"] == "mandatory":
        return {}
    return {
        field: {"from": unit, "value": value}
        for field, value in override["fields"].items()
        if field not in page["locked"]
    }


def mode_of(world, code, section):
    tier = world["sections"][world["units"][code]["tier"]][section]
    changed = world["choices"].get((code, section), {})
    mode = tier["mode"]
    if changed.get("mode") and not tier["fixed"]:
        mode = changed["mode"]
    return mode, changed.get("order") or tier["order"]


def state_here(world, code, page):
    """The state of a page that is shown and inherited."""
    mine = decision_of(world, code, page)
    if mine["suspend"]:
        return "suspended"
    if mine["override"]:
        for field in mine["override"]["fields"]:
            if page["strength"] != "mandatory" and field not in page["locked"]:
                return "overridden"
    return "follows"


def candidates(world, code, above, state):
    """1. Candidates from above."""
    left = []
    for page in above:
        decision = decision_of(world, code, page)
        if page["strength"] == "offered" and not decision["adopt"]:
            state[page["id"]] = "offered"
        elif decision["hide"]:
            state[page["id"]] = "hidden"
        else:
            left.append(page)
    return left


def after_mode(mode, own, above, left, state):
    """2. Mode; a page that it drops is off, whatever else holds of it."""
    for page in above:
        drops = mode == "own" or (mode == "fill" and len(own) > 0)
        if drops and page["strength"] != "mandatory":
            state[page["id"]] = "off"
    left = [page for page in left if state.get(page["id"]) != "off"]
    if mode != "locked":
        return left + own
    for page in own:
        state[page["id"]] = "off"
    return left


def win(world, code, left, state):
    """3. One page a slot."""
    shown = []
    for slug in {page["slug"] for page in left}:
        from_near_to_far = chain(world["units"], code)
        rivals = [page for page in left if page["slug"] == slug]
        rivals.sort(key=lambda page, order=from_near_to_far: order.index(page["unit"]))
        mandatory = [page for page in rivals if page["strength"] == "mandatory"]
        winner = mandatory[-1] if mandatory else rivals[0]
        shown.append(winner)
        for page in rivals:
            if page is winner:
                state[page["id"]] = "own" if page["unit"] == code else state_here(world, code, page)
            else:
                state[page["id"]] = "displaced" if page["unit"] == code else "beaten"
    return shown


def in_order(order, code, pages):
    """6. Order."""

    def place(page):
        newest_first = float("inf") if page["published"] is None else -page["published"]
        late = order == "own_first" and page["unit"] != code
        return late, not page["pinned"], newest_first, page["slug"]

    return sorted(pages, key=place)


def look_at_section(world, code, section):
    units = world["units"]
    mode, order = mode_of(world, code, section)
    of_section = [page for page in world["pages"] if page["section"] == section]
    own = [page for page in of_section if page["unit"] == code]
    above = [page for page in of_section if reaches(units, page, code)]
    state = {}
    left = after_mode(mode, own, above, candidates(world, code, above, state), state)
    shown = win(world, code, left, state)
    lost = [page for page in own + above if page not in shown]
    answers = []
    for page in in_order(order, code, shown) + in_order(order, code, lost):
        fields = fields_at(world, code, page)
        answers.append(
            {
                "section": section,
                "slug": page["slug"],
                "title": fields["title"]["value"] if "title" in fields else page["title"],
                "shown": page in shown,
                "origin": page["unit"],
                "state": state[page["id"]],
                "fields": fields,
            }
        )
    return answers


def look(world, code):
    """What the unit shows and what lost there, section by section."""
    tier = world["units"][code]["tier"]
    return [answer for section in world["sections"][tier] for answer in look_at_section(world, code, section)]
