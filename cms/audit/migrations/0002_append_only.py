from django.db import migrations

from cms.audit import triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda _apps, schema_editor: triggers.install(schema_editor.connection),
            lambda _apps, schema_editor: triggers.remove(schema_editor.connection),
        )
    ]
