"""What superusers alone read of Wagtail's screens is Vietnamese too."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse


@pytest.fixture
def superuser(db, client):
    client.force_login(User.objects.create_superuser("goc"))
    return client


def test_wagtails_groups_which_give_nobody_a_right_are_gone(db):
    assert not Group.objects.exists()


def test_page_types_are_written_as_sentences_begin(superuser):
    text = superuser.get(reverse("wagtailadmin_reports:page_types_usage")).content.decode()
    assert "Tin bài" in text
    assert "Tin Bài" not in text


@pytest.mark.parametrize("report", ["workflow", "workflow_tasks"])
def test_reports_offer_no_workflow_of_wagtails(superuser, report):
    text = superuser.get(reverse(f"wagtailadmin_reports:{report}")).content.decode()
    assert "Duyệt bài" in text
    assert "Moderators" not in text
