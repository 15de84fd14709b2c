"""The root of the tree, which supervisors of several units see, is made by Wagtail and named in English."""

from django.db import migrations

WAGTAILS, OURS = "Root", "Tất cả đơn vị"


def name_the_root(apps, schema_editor):
    roots = apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=WAGTAILS)
    roots.update(title=OURS, draft_title=OURS)


def name_it_as_wagtail_does(apps, schema_editor):
    roots = apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=OURS)
    roots.update(title=WAGTAILS, draft_title=WAGTAILS)


class Migration(migrations.Migration):
    dependencies = [("wagtailcore", "0094_alter_page_locale")]
    operations = [migrations.RunPython(name_the_root, name_it_as_wagtail_does)]
