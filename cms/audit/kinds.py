"""Models by the name that the log keeps of them, such as ``"sharing.decision"``."""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

Model = type[models.Model]


def kind_of(row_or_model: models.Model | Model) -> str:
    """The name that the log keeps."""
    return row_or_model._meta.label_lower  # noqa: SLF001 (public in Django, despite its name)


@lru_cache
def model_of(kind: str) -> Model | None:
    """The model of that name; None if there is none any more."""
    try:
        return apps.get_model(kind) if kind else None
    except LookupError:
        return None


def stored(model: Model, pk: Any) -> Any | None:
    """The row as the database has it now; None if it has none."""
    return model._base_manager.filter(pk=pk).first()  # noqa: SLF001 (public in Django, despite its name)


def name_of_kind(kind: str) -> str:
    """What editors call rows of that kind: "quyết định về trang từ cấp trên"; empty if unknown."""
    model = model_of(kind)
    return str(model._meta.verbose_name) if model else ""  # noqa: SLF001


def field_of(kind: str, name: str) -> models.Field | None:
    """The field of that name, if the model has one."""
    model = model_of(kind)
    fields = {field.name: field for field in model._meta.get_fields()} if model else {}  # noqa: SLF001
    return fields.get(name)


def field_of_a_page(name: str) -> models.Field | None:
    """The field of that name of the first page type that has it: decisions hold values of such fields."""
    found = (field_of(kind_of(model), name) for model in apps.get_app_config("pages").get_models())
    return next((field for field in found if field is not None), None)
