from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def as_wagtail_has_it(apps, _):
    """Pages that are live already: when Wagtail last published them."""
    page = apps.get_model("wagtailcore", "Page").objects.filter(pk=OuterRef("page_id"))
    apps.get_model("sharing", "LivePage").objects.update(
        modified_at=Subquery(page.values("last_published_at")[:1])
    )


class Migration(migrations.Migration):

    dependencies = [
        ('sharing', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='livepage',
            name='modified_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(as_wagtail_has_it, migrations.RunPython.noop),
    ]
