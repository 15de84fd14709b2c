from django.db import migrations


def note_links(apps, schema_editor):
    """What pages link to that were published before links were kept."""
    live = apps.get_model("sharing", "LivePage")
    link = apps.get_model("publishing", "PageLink")
    rows = live.objects.exclude(links=[]).values_list("pk", "links")
    link.objects.bulk_create(link(page_id=page, target=target) for page, links in rows for target in links)


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0002_outbox_and_steps'),
    ]

    operations = [
        migrations.RunPython(note_links, migrations.RunPython.noop),
    ]
