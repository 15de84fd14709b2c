"""The desk opened in a browser."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page


@pytest.fixture
def desk(log_in: Callable[..., Page]) -> Page:
    """A page of the browser, logged in; it notes what scripts complain of in ``faults``."""
    return log_in(get_user_model().objects.create_superuser("bien-tap", "a@example.vn", "mat-khau"))
