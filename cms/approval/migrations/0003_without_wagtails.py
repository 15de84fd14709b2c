"""The workflow that Wagtail comes with is out of use and named in English; where nothing passed it, it goes."""

from django.db import migrations


def delete_what_nothing_passed(apps, schema_editor):
    models = {name: apps.get_model("wagtailcore", name) for name in ("Workflow", "Task", "GroupApprovalTask")}
    models["Workflow"].objects.filter(active=False, workflow_states=None).delete()
    unused = models["GroupApprovalTask"].objects.filter(workflow_tasks=None, task_states=None)
    models["Task"].objects.filter(pk__in=list(unused.values_list("pk", flat=True))).delete()


class Migration(migrations.Migration):
    dependencies = [("approval", "0002_one_workflow"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(delete_what_nothing_passed, migrations.RunPython.noop)]
