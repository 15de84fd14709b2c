"""Requests by which somebody asks the desk for what is another unit's: every address, every number."""

import itertools
import json
import random
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django.core.signing import Signer
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter

from cms.inherited.words import VERBS
from cms.tenancy.firewall.named import BY_VIEW, IN_ADDRESS, IN_BODY, IN_QUERY
from cms.tenancy.roles import OPENED_FOR
from tests.samples.communes import Holdings

WORDS: Final[dict[str, list[str]]] = {
    "action": [
        *("move", "delete", "publish", "unpublish", "add_to_collection", "add_tags"),
        *("vo-hieu-hoa", "kich-hoat", "mo-khoa", "go-xac-thuc", "gui-lai", "thu-hoi"),
    ],
    "action_name": ["approve", "reject", "publish", "copy", "move", "copy_for_translation"],
    "app_label": ["pages", "wagtailcore", "wagtailimages", "wagtaildocs", "auth"],
    "app_name": ["taggit"],
    "content_type_app_name": ["pages"],
    "content_type_model_name": ["noticepage"],
    "filter_spec": ["max-10x10"],
    "kind": ["csv", "jsonl"],
    "locale": ["vi"],
    "model_name": ["noticepage", "page", "image", "document", "user", "tag"],
    "name": ["duyet"],
}
"""What stands in addresses and is no object's number, by its name."""

SUPERUSERS: Final = frozenset(
    {
        *("pk", "object_id", "task_id", "restriction_id", "collection_id", "workflow_id", "site_id"),
        *(
            "group_id",
            "model",
            "provider",
            "provider_id",
            "token",
            "key",
            "uidb64",
            "key_id",
            "page_pk",
            "workflow_pk",
        ),
    }
)
"""What stands in addresses that only superusers' views and those for everybody have, or of many kinds."""

FROM_ABOVE: Final = ("lienthong_inherited", "lienthong_proposals_send")
"""Views of pages that come from above."""

OURS: Final = {"wait_id": "task_state"}
"""What only views of ours understand, by the kind of the number."""


PAGES: Final = 4
"""As many pages stand first among a commune's, each with its version at the same place."""
WAITING: Final = 2
"""The place of the one that waits for approval."""
TOGETHER: Final = 0.6
"""How often all numbers of an address belong together: else many a view says nothing whoever asks."""


class Attempt(NamedTuple):
    """One request: its address with a query, and the body of a POST, None for a GET."""

    address: str
    body: dict[str, Any] | None


class Route(NamedTuple):
    """An address of the desk: the view's name, and the names of what stands between the words."""

    name: str
    template: str
    parameters: list[tuple[str, bool]]


def desk_routes() -> list[Route]:
    """All of them; a parameter comes with whether it is a number."""
    return [route for route in _routes(get_resolver().url_patterns) if route.template.startswith("quan-tri/")]


def _routes(patterns: Any, namespace: str = "", before: str = "") -> Iterator[Route]:
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, inner, before + str(pattern.pattern).lstrip("^"))
            continue
        numbers = getattr(pattern.pattern, "converters", {})
        named = list(numbers) or list(pattern.pattern.regex.groupindex)
        yield Route(
            namespace + (pattern.name or ""),
            before + str(pattern.pattern),
            [(name, isinstance(numbers.get(name), IntConverter) or not numbers) for name in named],
        )


def kind_in(route: Route, parameter: str) -> str:
    """The kind of object that a parameter of the route names; empty if it may be any."""
    if parameter == "page_id" and route.name.startswith(FROM_ABOVE):
        return "above"
    return BY_VIEW.get((route.name, parameter)) or {**IN_ADDRESS, **OURS}.get(parameter, "")


def address(route: Route, values: dict[str, Any]) -> str:
    """The route's path with ``values`` in it."""
    if route.name == "wagtailadmin_pages:revisions_compare":
        return "/quan-tri/pages/{pk}/revisions/compare/{revision_id_a}...{revision_id_b}/".format(**values)
    path = "/" + route.template
    for name, value in values.items():
        for converter in ("int", "slug", "str", "path"):
            path = path.replace(f"<{converter}:{name}>", str(value))
        path = path.replace(f"<{name}>", str(value))
    return path


class Aim:
    """Aims at what is ``theirs``, from among what is ``mine``; ``chosen`` decides what is tried."""

    def __init__(self, theirs: Holdings, mine: Holdings, chosen: random.Random) -> None:
        self.theirs, self.mine, self.chosen = theirs, mine, chosen

    def at_all(self) -> Iterator[Attempt]:
        """Every route with every number that it could mean, and files, and forged links."""
        for route in desk_routes():
            for _ in range(self._ways(route)):
                yield from self.at(route)
        yield from self.at_files()

    def _ways(self, route: Route) -> int:
        """How many numbers of theirs there are for a route."""
        kinds = [kind_in(route, name) for name, numeric in route.parameters if numeric]
        every = sum(map(len, self.theirs.numbers.values()))
        return max([1, *(len(self.theirs.numbers[kind]) if kind else every for kind in kinds)])

    def at(self, route: Route) -> Iterator[Attempt]:
        """A route with a GET, a GET with a query and a POST, once for each choice of words in it."""
        names = [name for name, numeric in route.parameters if not numeric and not kind_in(route, name)]
        names = [name for name in names if name in WORDS]
        for picked in itertools.product(*(WORDS[name] for name in names)):
            path = address(route, dict(zip(names, picked, strict=True)) | self._numbers(route, names))
            yield Attempt(path, None)
            yield Attempt(f"{path}?{self._query()}", None)
            yield Attempt(
                f"{path}?{self._query()}" if self.chosen.random() < 0.5 else path, self._body(route)
            )

    def _numbers(self, route: Route, words: list[str]) -> dict[str, Any]:
        """All of one page of theirs; or one place names theirs, the others theirs or mine."""
        kinds = {name: kind_in(route, name) for name, _ in route.parameters if name not in words}
        if self.chosen.random() < TOGETHER:
            return self._of_one_page(kinds)
        first = self.chosen.choice(list(kinds)) if kinds else ""
        values = {}
        for name, kind in kinds.items():
            holdings = self.mine if name != first and self.chosen.random() < 0.5 else self.theirs
            values[name] = self._any(holdings, kind)
        return values

    def _of_one_page(self, kinds: dict[str, str]) -> dict[str, Any]:
        waits = not {"task_state", "workflow_state"}.isdisjoint(kinds.values())
        place = WAITING if waits else self.chosen.randrange(PAGES)
        numbers = self.theirs.numbers
        return {
            name: numbers[kind][place] if kind in ("page", "revision") else self._any(self.theirs, kind)
            for name, kind in kinds.items()
        }

    def _any(self, holdings: Holdings, kind: str) -> int:
        kind = self.chosen.choice(["above", "page"]) if kind == "above" else kind
        return self.chosen.choice(_of_kind(holdings, kind))

    def at_files(self) -> Iterator[Attempt]:
        """Files by their names, documents by number, and links to drafts that nobody has signed."""
        for file in self.theirs.files:
            yield Attempt(f"/media/{file}", None)
        names = (self.theirs.files[-1].split("/")[-1], "x.csv")
        for number, name in itertools.product(self.theirs.numbers["document"], names):
            yield Attempt(f"/tai-lieu/{number}/{name}", None)
        link, page = self.theirs.numbers["link"][0], self.theirs.numbers["page"][1]
        for signer in (Signer(), Signer(salt="cms.preview.links", key="guessed")):
            token = signer.sign_object([link, page, self.theirs.numbers["revision"][1]])
            yield Attempt(f"/xem-truoc/{token}/", None)
            yield Attempt(f"/xem-truoc/{token}/tep/{names[0]}", None)

    def _query(self) -> str:
        kinds = {**IN_QUERY, "id": self.chosen.choice(list(self.theirs.numbers)), "childOf": "page"}
        names = dict.fromkeys([*self.chosen.sample(sorted(kinds), 3), "id"])
        pairs = [(name, self._one(kinds[name])) for name in names]
        return "&".join(f"{name}={value}" for name, value in pairs) + "&q=chim&for_explorer=1&fields=*"

    def _one(self, kind: str) -> int:
        return self.chosen.choice(self.theirs.numbers[kind])

    def _body(self, route: Route) -> dict[str, Any]:
        fields = {name: self._one(kind) for name, kind in IN_BODY.items()}
        kept = self.chosen.sample(sorted(fields), 4)
        link = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": fields["page"]}}
        body = {
            **{name: fields[name] for name in kept},
            "title": "của tôi",
            "slug": "cua-toi",
            "new_title": "của tôi",
            "new_slug": f"cua-toi-{self.chosen.randrange(10**6)}",
            "body-count": 2,
            "body-0-type": "image",
            "body-0-deleted": "",
            "body-0-order": 0,
            "body-0-value-image": fields["image"],
            "body-1-type": "paragraph",
            "body-1-deleted": "",
            "body-1-order": 1,
            "body-1-value": json.dumps({"blocks": [], "entityMap": {"0": link}}),
            "action-publish": "1",
            "next": "/quan-tri/",
            "username": "mau",
            "name": "x",
            "is_editing": "1",
        }
        if not route.name.startswith("lienthong_"):
            return body
        opened_for = {OPENED_FOR: self._one("unit")} if self.chosen.random() < 0.5 else {}
        return body | self.chosen.choice(self._deeds()) | opened_for

    def _deeds(self) -> list[dict[str, Any]]:
        """What the buttons and forms of our own screens send."""
        one = self._one
        verb = self.chosen.choice(sorted(VERBS))
        page = self.chosen.choice(["above", "page"])
        wait = f"{one('task_state')}-{one('revision')}"
        return [
            {"one": f"{verb} {one(page)}"},
            {"verb": verb, "page": self.theirs.numbers[page]},
            {"one": wait},
            {"chosen": [wait]},
            {"version": one("revision"), "comment": "x"},
            {"return": "1", "comment": "x"},
            {"withdraw": self.chosen.choice([one("proposal"), one("link")])},
            {"again": one("proposal")},
            {"replace": one("proposal")},
            {"decline": "1", "reason": "x"},
            {"edit": "1"},
            {"version": "x", "reach": "all"},
            {"field": "title", "choice": self.chosen.choice(["theirs", "mine", "merge"]), "merged": "x"},
            {"note": "x", "field": "title"},
            {"mine-title": "của tôi", "own": ["title"], "reach": "all"},
            {"roles": ["admin"], "target": one("unit"), "name": "Nguyễn", "email": "moi2@example.vn"},
            {"roles": ["supervisor"], "writes_below": "on"},
            {"authors_publish": "on"},
            {"thong-bao": "own", "initial-thong-bao": "", "van-ban": "", "initial-van-ban": "own"},
            {"colour": "#7a1f1f", "initial-colour": "", "no_emblem": "on", "no_photograph": "on"},
            {"unit": one("unit")},
            {"reach_kind": "units", "reach_units": [one("unit")], "text": "x", "ends_at": "2099-01-01T00:00"},
        ]


def _of_kind(holdings: Holdings, kind: str) -> list[int]:
    return holdings.numbers[kind] if kind else sorted({n for held in holdings.numbers.values() for n in held})
