from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0022_files_taken_away"),
    ]

    operations = [
        migrations.RemoveField(model_name="skill", name="esco"),
    ]
