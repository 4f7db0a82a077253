"""A key may read the documents of the library."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0009_file_picture"),
    ]

    operations = [
        migrations.AlterField(
            model_name="apikey",
            name="scopes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("qrc.read", "Waarschuwingen lezen (TLP:CLEAR en TLP:GREEN)"),
                        ("qrc.concerning", "Lezen welke waarschuwingen uw bestuur aangaan"),
                        ("events.read", "Activiteiten lezen"),
                        ("documents.read", "Documenten van de bibliotheek lezen"),
                    ],
                    max_length=40,
                ),
                size=None,
                verbose_name="rechten",
            ),
        ),
    ]
