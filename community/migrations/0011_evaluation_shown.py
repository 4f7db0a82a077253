from django.db import migrations, models

SHOWN_BEFORE = """
UPDATE community_evaluation SET is_shown = true WHERE event_id IN (
    SELECT event_id FROM community_evaluation GROUP BY event_id HAVING count(*) >= 5
)
"""


class Migration(migrations.Migration):
    dependencies = [("community", "0010_documents_scope")]

    operations = [
        migrations.AddField(
            model_name="evaluation",
            name="is_shown",
            field=models.BooleanField(default=False),
        ),
        # What organisers read already, stays.
        migrations.RunSQL(SHOWN_BEFORE, migrations.RunSQL.noop),
    ]
