from django.db import migrations

VERB = ("content.badge_key.changed", "community.badge_key.changed")


def move(apps, schema_editor):
    """Keys sign what the whole house recognises now: they move down, name by name."""
    old = apps.get_model("content", "SigningKey")
    new = apps.get_model("community", "SigningKey")
    fields = ("kid", "private", "public", "made_at", "retired_at")
    new.objects.bulk_create([new(**row) for row in old.objects.order_by("pk").values(*fields)])
    activities = apps.get_model("community", "Activity").objects
    activities.filter(verb=VERB[0]).update(verb=VERB[1])


def move_back(apps, schema_editor):
    old = apps.get_model("content", "SigningKey")
    new = apps.get_model("community", "SigningKey")
    fields = ("kid", "private", "public", "made_at", "retired_at")
    old.objects.bulk_create([old(**row) for row in new.objects.order_by("pk").values(*fields)])
    new.objects.all().delete()
    activities = apps.get_model("community", "Activity").objects
    activities.filter(verb=VERB[1]).update(verb=VERB[0])


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0019_achievements"),
        ("content", "0010_group_documents"),
    ]

    operations = [
        migrations.RunPython(move, move_back),
        migrations.DeleteModel(name="SigningKey"),
    ]
