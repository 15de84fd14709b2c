import django.db.models.deletion
from django.db import migrations, models

from cms.units.subordination import subordinations


def bring_in_line(apps, _schema_editor):
    """What the units that are there already say."""
    parents = dict(apps.get_model("units", "Unit").objects.values_list("pk", "parent_id"))
    rows = apps.get_model("units", "Subordination").objects
    rows.bulk_create(rows.model(above_id=above, unit_id=unit) for above, unit in subordinations(parents))


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Subordination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "above",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="units.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("above", "unit"), name="one_subordination_a_pair")
                ],
            },
        ),
        migrations.RunPython(bring_in_line, migrations.RunPython.noop, elidable=True),
    ]
