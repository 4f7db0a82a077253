from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("content", "0008_event_pages")]

    operations = [
        migrations.AddField(
            "statement", "forwarded_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "statement", "forward_after", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            "statement", "forward_refusals", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddIndex(
            "statement",
            models.Index(
                condition=Q(forwarded_at=None), fields=["at", "id"], name="statement_to_forward"
            ),
        ),
    ]
