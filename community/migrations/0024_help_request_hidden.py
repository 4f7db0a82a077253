from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0023_skill_without_esco"),
    ]

    operations = [
        migrations.AddField(
            model_name="helprequest",
            name="hidden_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="verborgen op"),
        ),
    ]
