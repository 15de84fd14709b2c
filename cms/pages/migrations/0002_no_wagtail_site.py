from django.db import migrations


def remove(apps, schema_editor):
    """Wagtail's own welcome page and the site that it makes for it: units have sites, Wagtail has none."""
    page = apps.get_model("wagtailcore", "Page")
    welcome = page.objects.filter(depth=2, slug="home", content_type__model="page").first()
    if welcome is not None and welcome.numchild == 0:
        apps.get_model("wagtailcore", "Site").objects.filter(root_page=welcome).delete()
        welcome.delete()
        root = page.objects.get(depth=1)
        root.numchild = page.objects.filter(depth=2).count()
        root.save(update_fields=["numchild"])


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
