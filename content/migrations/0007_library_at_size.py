"""What a list of a hundred thousand documents asks for: by maker and circle, and by the last change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0006_library")]

    operations = [
        migrations.RemoveIndex(model_name="librarydocument", name="document_by_author"),
        migrations.AddIndex(
            model_name="librarydocument",
            index=models.Index(
                condition=models.Q(("status", "gepubliceerd")),
                fields=["author", "audience"],
                name="document_by_maker",
            ),
        ),
        migrations.AddIndex(
            model_name="librarydocument",
            index=models.Index(
                models.F("status"),
                models.OrderBy(models.F("changed_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="document_changed",
            ),
        ),
    ]
