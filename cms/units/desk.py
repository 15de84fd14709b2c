"""The units at the editor's desk: found, read, and their facts and hostnames changed.

Units come and go by ``import_units`` only, so nobody adds or deletes one here, and what the official
tables say of them is shown but not edited.
"""

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Permission
from django.db.models import Q, QuerySet
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from cms.units.folding import folded
from cms.units.models import Unit
from cms.units.tiers import tier_name


class SuperusersChange(BasePermissionPolicy):
    """Superusers may change what there is; nobody may add or delete."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        """Whether ``user`` may do ``action`` to units."""
        return action == "change" and user.is_active and user.is_superuser

    def users_with_any_permission(self, actions: list[str]) -> QuerySet:
        """The users who may do one of ``actions``."""
        users = get_user_model().objects.filter(is_active=True, is_superuser=True)
        return users if "change" in actions else users.none()


def _tier_choices() -> list[tuple[str, str]]:
    tiers = Unit.objects.order_by("tier").values_list("tier", flat=True).distinct()
    return [(tier, tier_name(tier)) for tier in tiers]


class UnitFilter(WagtailFilterSet):
    """Narrows the list by tier, as many as the data has."""

    tier = django_filters.ChoiceFilter(label="Cấp", choices=_tier_choices)

    class Meta:
        model = Unit
        fields = ["tier"]


class UnitIndexView(IndexView):
    """Lists units with their parents; finds them by code or by name, with or without marks."""

    def get_base_queryset(self) -> QuerySet[Unit]:
        """Every unit, its parent read with it."""
        return super().get_base_queryset().select_related("parent")

    def search_queryset(self, queryset: QuerySet[Unit]) -> QuerySet[Unit]:
        """The units whose name holds the words typed, or whose code begins with them."""
        words = folded(self.search_query)
        return queryset.filter(Q(name_folded__contains=words) | Q(code__startswith=words))


class UnitViewSet(ModelViewSet):
    """Everything the desk does with units."""

    model = Unit
    icon = "site"
    menu_label = "Đơn vị"
    menu_order = 300
    add_to_admin_menu = True
    url_prefix = "don-vi"
    index_view_class = UnitIndexView
    filterset_class = UnitFilter
    search_fields = ["name_folded", "code"]
    ordering = ["code", "-valid_from"]
    list_per_page = 50
    list_display = [
        "full_name",
        "code",
        Column("tier", label="Cấp", sort_key="tier", accessor=lambda unit: tier_name(unit.tier)),
        "parent",
        "hostname",
        "valid_from",
        "valid_to",
    ]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel(name, read_only=True)
                for name in ("full_name", "code", "kind", "parent", "valid_from", "valid_to")
            ],
            heading="Theo danh mục đơn vị hành chính",
        ),
        FieldPanel("hostname"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("address", "phone", "email", "hours", "leader", "former_names")],
            heading="Thông tin liên hệ",
        ),
    ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None: no group can be given units to change."""
        return Permission.objects.none()
