"""One workflow for the whole tree, in place of the one that Wagtail comes with."""

from django.db import migrations


def plant(apps, schema_editor):
    core = {name: apps.get_model("wagtailcore", name) for name in ("Page", "Task", "Workflow", "WorkflowPage", "WorkflowTask")}
    UnitApproval = apps.get_model("approval", "UnitApproval")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="approval", model="unitapproval"
    )
    core["Workflow"].objects.update(active=False)
    core["Task"].objects.update(active=False)
    task = UnitApproval.objects.create(name="Duyệt trong đơn vị", active=True, content_type=content_type)
    workflow = core["Workflow"].objects.create(name="Duyệt bài", active=True)
    core["WorkflowTask"].objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    core["WorkflowPage"].objects.all().delete()
    for root in core["Page"].objects.filter(depth=1):
        core["WorkflowPage"].objects.create(workflow=workflow, page=root)


def uproot(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(
        workflow_tasks__task__unitapproval__isnull=False
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("approval", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0048_add_default_workflows"),
    ]

    operations = [migrations.RunPython(plant, uproot)]
