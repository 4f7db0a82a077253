import django.db.models.deletion
from django.db import migrations, models

TAKING = ("verbergen", "waarschuwen", "schrijfverbod", "sluiten", "bestanden-weg")


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0021_leaving_for_good"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="decision", name="decision_says_why"),
        migrations.RemoveConstraint(model_name="decision", name="decision_names_article"),
        migrations.AlterField(
            model_name="decision",
            name="measure",
            field=models.CharField(
                choices=[
                    ("niets", "Niets doen: het mag blijven"),
                    ("tonen", "Tonen aan wie het mag lezen"),
                    ("verbergen", "Verbergen"),
                    ("waarschuwen", "De schrijver waarschuwen"),
                    ("schrijfverbod", "De schrijver mag tijdelijk niet schrijven"),
                    ("terugzetten", "Terugzetten"),
                    ("opheffen", "Schrijfverbod opheffen"),
                    ("intrekken", "Beslissing intrekken"),
                    ("sluiten", "Sluiten voor nieuwe berichten"),
                    ("heropenen", "Heropenen"),
                    ("verplaatsen", "Verplaatsen naar een andere categorie"),
                    ("samenvoegen", "Samenvoegen met een ander onderwerp"),
                    ("afsplitsen", "Afsplitsen naar een nieuw onderwerp"),
                    ("bestanden-weg", "De bestanden weghalen"),
                    ("bestanden-terug", "De bestanden terugzetten"),
                ],
                max_length=16,
                verbose_name="maatregel",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure__in", TAKING), _negated=True),
                    models.Q(
                        models.Q(("facts", ""), _negated=True),
                        models.Q(("explanation", ""), _negated=True),
                        models.Q(("redress", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("measure__in", TAKING), _negated=True),
                    ("ground", "orde"),
                    models.Q(("article", ""), _negated=True),
                    _connector="OR",
                ),
                name="decision_names_article",
            ),
        ),
        migrations.AddField(
            model_name="postfile",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="community.decision",
            ),
        ),
    ]
