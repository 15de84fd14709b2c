"""Wagtail makes two groups with rights of their own; here rights come from roles, and nobody is in a group."""

from django.db import migrations

WAGTAILS = ("Editors", "Moderators")


def delete_those_that_nobody_is_in(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=WAGTAILS, user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = [migrations.RunPython(delete_those_that_nobody_is_in, migrations.RunPython.noop)]
