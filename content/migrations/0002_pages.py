import json
import uuid

import django.db.models.deletion
import django.utils.timezone
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import content.pages.blocks.live
import content.pages.screens

TABLES = ("HomePage", "StandardPage")
GET = "SELECT page_ptr_id, body FROM {}"
PUT = "UPDATE {} SET {} = %s WHERE page_ptr_id = %s"


def paragraph(text):
    return [{"type": "paragraph", "value": text, "id": str(uuid.uuid4())}] if text else []


def keep_the_text(apps, schema_editor):
    """The words become one paragraph, in the pages and in every revision of theirs."""
    for name in TABLES:
        model = apps.get_model("content", name)
        for page in model.objects.exclude(old_body=""):
            body = json.dumps(paragraph(page.old_body))
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(PUT.format(model._meta.db_table, "body"), [body, page.pk])
    for revision in revisions(apps):
        text = revision.content.get("body") or ""
        revision.content["body"] = json.dumps(paragraph(text))
        revision.save(update_fields=["content"])


def back_to_text(apps, schema_editor):
    """Paragraphs come back in a row; what no text editor can show stays behind."""
    for name in TABLES:
        table = apps.get_model("content", name)._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(GET.format(table))
            for key, body in cursor.fetchall():
                cursor.execute(PUT.format(table, "old_body"), [text_of(body), key])
    for revision in revisions(apps):
        revision.content["body"] = text_of(revision.content.get("body"))
        revision.save(update_fields=["content"])


def revisions(apps):
    kinds = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="content", model__in=[name.lower() for name in TABLES]
    )
    rows = apps.get_model("wagtailcore", "Revision").objects
    return rows.filter(content_type_id__in=kinds.values("pk")).iterator(chunk_size=100)


def text_of(body):
    blocks = json.loads(body or "[]") if isinstance(body, str) else body or []
    return "".join(each["value"] for each in blocks if each["type"] == "paragraph")


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("content", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AppPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "url_name",
                    models.CharField(
                        choices=content.pages.screens.screen_choices,
                        max_length=100,
                        unique=True,
                        verbose_name="scherm",
                    ),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="inleiding")),
            ],
            options={
                "verbose_name": "scherm van een toepassing",
                "verbose_name_plural": "schermen van toepassingen",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.AddField(
            model_name="homepage",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                help_text="Boven de pagina, op kaarten en wanneer iemand de pagina deelt.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="content.houseimage",
                verbose_name="beeld",
            ),
        ),
        migrations.AddField(
            model_name="houseimage",
            name="is_decorative",
            field=models.BooleanField(
                default=False,
                help_text="Wie het niet ziet, mist niets.",
                verbose_name="het beeld is alleen versiering",
            ),
        ),
        migrations.AddField(
            model_name="standardpage",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                help_text="Boven de pagina, op kaarten en wanneer iemand de pagina deelt.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="content.houseimage",
                verbose_name="beeld",
            ),
        ),
        migrations.RenameField("homepage", "body", "old_body"),
        migrations.AddField(
            model_name="homepage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("paragraph", 0),
                    ("heading", 3),
                    ("picture", 6),
                    ("callout", 10),
                    ("quote", 13),
                    ("button", 17),
                    ("cards", 23),
                    ("questions", 28),
                    ("table", 32),
                    ("document", 35),
                    ("video", 40),
                    ("tile", 42),
                    ("newest", 45),
                    ("campaigns", 47),
                ],
                blank=True,
                block_lookup={
                    0: (
                        "content.pages.blocks.text.ParagraphBlock",
                        (),
                        {
                            "features": [
                                "h2",
                                "h3",
                                "bold",
                                "italic",
                                "ol",
                                "ul",
                                "hr",
                                "link",
                                "document-link",
                                "image",
                            ]
                        },
                    ),
                    1: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "tussentitel", "max_length": 120},
                    ),
                    2: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [("h2", "tussentitel"), ("h3", "kleinere tussentitel")],
                            "label": "niveau",
                        },
                    ),
                    3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                    4: ("wagtail.images.blocks.ImageBlock", [], {"label": "beeld"}),
                    5: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "bijschrift", "max_length": 240, "required": False},
                    ),
                    6: ("wagtail.blocks.StructBlock", [[("image", 4), ("caption", 5)]], {}),
                    7: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("info", "goed om te weten"),
                                ("ok", "tip"),
                                ("warning", "let op"),
                            ],
                            "label": "soort",
                        },
                    ),
                    8: ("wagtail.blocks.CharBlock", (), {"label": "titel", "max_length": 120}),
                    9: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul", "link", "document-link"],
                            "label": "tekst",
                        },
                    ),
                    10: (
                        "wagtail.blocks.StructBlock",
                        [[("tone", 7), ("title", 8), ("text", 9)]],
                        {},
                    ),
                    11: ("wagtail.blocks.TextBlock", (), {"label": "citaat", "max_length": 600}),
                    12: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "van wie", "max_length": 120, "required": False},
                    ),
                    13: ("wagtail.blocks.StructBlock", [[("text", 11), ("source", 12)]], {}),
                    14: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "pagina van deze site", "required": False},
                    ),
                    15: (
                        "wagtail.blocks.URLBlock",
                        (),
                        {"label": "of een adres elders", "required": False},
                    ),
                    16: ("wagtail.blocks.CharBlock", (), {"label": "opschrift", "max_length": 60}),
                    17: (
                        "wagtail.blocks.StructBlock",
                        [[("page", 14), ("url", 15), ("label", 16)]],
                        {},
                    ),
                    18: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "titel", "max_length": 120, "required": False},
                    ),
                    19: ("wagtail.blocks.CharBlock", (), {"label": "titel", "max_length": 80}),
                    20: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "tekst", "max_length": 300, "required": False},
                    ),
                    21: (
                        "wagtail.blocks.StructBlock",
                        [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
                        {},
                    ),
                    22: (
                        "wagtail.blocks.ListBlock",
                        (21,),
                        {"label": "kaarten", "max_num": 6, "min_num": 1},
                    ),
                    23: ("wagtail.blocks.StructBlock", [[("title", 18), ("cards", 22)]], {}),
                    24: ("wagtail.blocks.CharBlock", (), {"label": "vraag", "max_length": 200}),
                    25: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul", "link", "document-link"],
                            "label": "antwoord",
                        },
                    ),
                    26: ("wagtail.blocks.StructBlock", [[("question", 24), ("answer", 25)]], {}),
                    27: ("wagtail.blocks.ListBlock", (26,), {"label": "vragen", "min_num": 1}),
                    28: ("wagtail.blocks.StructBlock", [[("title", 18), ("questions", 27)]], {}),
                    29: ("wagtail.blocks.CharBlock", (), {"label": "tekst", "required": False}),
                    30: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul", "link", "document-link"],
                            "label": "tekst met opmaak",
                            "required": False,
                        },
                    ),
                    31: ("wagtail.blocks.CharBlock", (), {"label": "getal", "required": False}),
                    32: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 29), ("rich", 30), ("number", 31)]],
                        {"label": "tabel", "template": "content/blocks/table.html"},
                    ),
                    33: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"label": "document"},
                    ),
                    34: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "waarvoor het dient", "max_length": 240, "required": False},
                    ),
                    35: ("wagtail.blocks.StructBlock", [[("document", 33), ("text", 34)]], {}),
                    36: ("wagtail.blocks.URLBlock", (), {"label": "adres van de video"}),
                    37: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "waarover het gaat", "max_length": 240, "required": False},
                    ),
                    38: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Bv. 4 min.",
                            "label": "duur",
                            "max_length": 20,
                            "required": False,
                        },
                    ),
                    39: (
                        "wagtail.images.blocks.ImageChooserBlock",
                        (),
                        {"label": "beeld", "required": False},
                    ),
                    40: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 8),
                                ("url", 36),
                                ("text", 37),
                                ("length", 38),
                                ("picture", 39),
                            ]
                        ],
                        {},
                    ),
                    41: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": content.pages.blocks.live.tile_choices, "label": "tegel"},
                    ),
                    42: ("wagtail.blocks.StructBlock", [[("tile", 41)]], {}),
                    43: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"default": "Nieuws", "label": "titel", "max_length": 120},
                    ),
                    44: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 3, "label": "hoeveel", "max_value": 9, "min_value": 1},
                    ),
                    45: ("wagtail.blocks.StructBlock", [[("title", 43), ("count", 44)]], {}),
                    46: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"default": "Campagnes", "label": "titel", "max_length": 120},
                    ),
                    47: ("wagtail.blocks.StructBlock", [[("title", 46)]], {}),
                },
                verbose_name="inhoud",
            ),
        ),
        migrations.AlterField(
            model_name="houseimage",
            name="alt_text",
            field=models.CharField(
                blank=True,
                help_text="Wat iemand moet weten die het beeld niet ziet.",
                max_length=250,
                verbose_name="tekst in plaats van het beeld",
            ),
        ),
        migrations.RenameField("standardpage", "body", "old_body"),
        migrations.AddField(
            model_name="standardpage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("paragraph", 0),
                    ("heading", 3),
                    ("picture", 6),
                    ("callout", 10),
                    ("quote", 13),
                    ("button", 17),
                    ("cards", 23),
                    ("questions", 28),
                    ("table", 32),
                    ("document", 35),
                    ("video", 40),
                    ("tile", 42),
                    ("newest", 45),
                    ("campaigns", 47),
                ],
                blank=True,
                block_lookup={
                    0: (
                        "content.pages.blocks.text.ParagraphBlock",
                        (),
                        {
                            "features": [
                                "h2",
                                "h3",
                                "bold",
                                "italic",
                                "ol",
                                "ul",
                                "hr",
                                "link",
                                "document-link",
                                "image",
                            ]
                        },
                    ),
                    1: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "tussentitel", "max_length": 120},
                    ),
                    2: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [("h2", "tussentitel"), ("h3", "kleinere tussentitel")],
                            "label": "niveau",
                        },
                    ),
                    3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                    4: ("wagtail.images.blocks.ImageBlock", [], {"label": "beeld"}),
                    5: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "bijschrift", "max_length": 240, "required": False},
                    ),
                    6: ("wagtail.blocks.StructBlock", [[("image", 4), ("caption", 5)]], {}),
                    7: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("info", "goed om te weten"),
                                ("ok", "tip"),
                                ("warning", "let op"),
                            ],
                            "label": "soort",
                        },
                    ),
                    8: ("wagtail.blocks.CharBlock", (), {"label": "titel", "max_length": 120}),
                    9: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul", "link", "document-link"],
                            "label": "tekst",
                        },
                    ),
                    10: (
                        "wagtail.blocks.StructBlock",
                        [[("tone", 7), ("title", 8), ("text", 9)]],
                        {},
                    ),
                    11: ("wagtail.blocks.TextBlock", (), {"label": "citaat", "max_length": 600}),
                    12: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "van wie", "max_length": 120, "required": False},
                    ),
                    13: ("wagtail.blocks.StructBlock", [[("text", 11), ("source", 12)]], {}),
                    14: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "pagina van deze site", "required": False},
                    ),
                    15: (
                        "wagtail.blocks.URLBlock",
                        (),
                        {"label": "of een adres elders", "required": False},
                    ),
                    16: ("wagtail.blocks.CharBlock", (), {"label": "opschrift", "max_length": 60}),
                    17: (
                        "wagtail.blocks.StructBlock",
                        [[("page", 14), ("url", 15), ("label", 16)]],
                        {},
                    ),
                    18: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "titel", "max_length": 120, "required": False},
                    ),
                    19: ("wagtail.blocks.CharBlock", (), {"label": "titel", "max_length": 80}),
                    20: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "tekst", "max_length": 300, "required": False},
                    ),
                    21: (
                        "wagtail.blocks.StructBlock",
                        [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
                        {},
                    ),
                    22: (
                        "wagtail.blocks.ListBlock",
                        (21,),
                        {"label": "kaarten", "max_num": 6, "min_num": 1},
                    ),
                    23: ("wagtail.blocks.StructBlock", [[("title", 18), ("cards", 22)]], {}),
                    24: ("wagtail.blocks.CharBlock", (), {"label": "vraag", "max_length": 200}),
                    25: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul", "link", "document-link"],
                            "label": "antwoord",
                        },
                    ),
                    26: ("wagtail.blocks.StructBlock", [[("question", 24), ("answer", 25)]], {}),
                    27: ("wagtail.blocks.ListBlock", (26,), {"label": "vragen", "min_num": 1}),
                    28: ("wagtail.blocks.StructBlock", [[("title", 18), ("questions", 27)]], {}),
                    29: ("wagtail.blocks.CharBlock", (), {"label": "tekst", "required": False}),
                    30: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "ol", "ul", "link", "document-link"],
                            "label": "tekst met opmaak",
                            "required": False,
                        },
                    ),
                    31: ("wagtail.blocks.CharBlock", (), {"label": "getal", "required": False}),
                    32: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 29), ("rich", 30), ("number", 31)]],
                        {"label": "tabel", "template": "content/blocks/table.html"},
                    ),
                    33: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"label": "document"},
                    ),
                    34: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "waarvoor het dient", "max_length": 240, "required": False},
                    ),
                    35: ("wagtail.blocks.StructBlock", [[("document", 33), ("text", 34)]], {}),
                    36: ("wagtail.blocks.URLBlock", (), {"label": "adres van de video"}),
                    37: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "waarover het gaat", "max_length": 240, "required": False},
                    ),
                    38: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Bv. 4 min.",
                            "label": "duur",
                            "max_length": 20,
                            "required": False,
                        },
                    ),
                    39: (
                        "wagtail.images.blocks.ImageChooserBlock",
                        (),
                        {"label": "beeld", "required": False},
                    ),
                    40: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 8),
                                ("url", 36),
                                ("text", 37),
                                ("length", 38),
                                ("picture", 39),
                            ]
                        ],
                        {},
                    ),
                    41: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": content.pages.blocks.live.tile_choices, "label": "tegel"},
                    ),
                    42: ("wagtail.blocks.StructBlock", [[("tile", 41)]], {}),
                    43: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"default": "Nieuws", "label": "titel", "max_length": 120},
                    ),
                    44: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 3, "label": "hoeveel", "max_value": 9, "min_value": 1},
                    ),
                    45: ("wagtail.blocks.StructBlock", [[("title", 43), ("count", 44)]], {}),
                    46: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"default": "Campagnes", "label": "titel", "max_length": 120},
                    ),
                    47: ("wagtail.blocks.StructBlock", [[("title", 46)]], {}),
                },
                verbose_name="inhoud",
            ),
        ),
        migrations.CreateModel(
            name="ArticlePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 3),
                            ("picture", 6),
                            ("callout", 10),
                            ("quote", 13),
                            ("button", 17),
                            ("cards", 23),
                            ("questions", 28),
                            ("table", 32),
                            ("document", 35),
                            ("video", 40),
                            ("tile", 42),
                            ("newest", 45),
                            ("campaigns", 47),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "content.pages.blocks.text.ParagraphBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "hr",
                                        "link",
                                        "document-link",
                                        "image",
                                    ]
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tussentitel", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("h2", "tussentitel"),
                                        ("h3", "kleinere tussentitel"),
                                    ],
                                    "label": "niveau",
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                            4: ("wagtail.images.blocks.ImageBlock", [], {"label": "beeld"}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "bijschrift", "max_length": 240, "required": False},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("image", 4), ("caption", 5)]], {}),
                            7: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "goed om te weten"),
                                        ("ok", "tip"),
                                        ("warning", "let op"),
                                    ],
                                    "label": "soort",
                                },
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120},
                            ),
                            9: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst",
                                },
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 7), ("title", 8), ("text", 9)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "citaat", "max_length": 600},
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "van wie", "max_length": 120, "required": False},
                            ),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 11), ("source", 12)]],
                                {},
                            ),
                            14: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "pagina van deze site", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "of een adres elders", "required": False},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "opschrift", "max_length": 60},
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("label", 16)]],
                                {},
                            ),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120, "required": False},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 80},
                            ),
                            20: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "tekst", "max_length": 300, "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.ListBlock",
                                (21,),
                                {"label": "kaarten", "max_num": 6, "min_num": 1},
                            ),
                            23: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("cards", 22)]],
                                {},
                            ),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "vraag", "max_length": 200},
                            ),
                            25: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "antwoord",
                                },
                            ),
                            26: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 24), ("answer", 25)]],
                                {},
                            ),
                            27: (
                                "wagtail.blocks.ListBlock",
                                (26,),
                                {"label": "vragen", "min_num": 1},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("questions", 27)]],
                                {},
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tekst", "required": False},
                            ),
                            30: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst met opmaak",
                                    "required": False,
                                },
                            ),
                            31: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "getal", "required": False},
                            ),
                            32: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 29), ("rich", 30), ("number", 31)]],
                                {"label": "tabel", "template": "content/blocks/table.html"},
                            ),
                            33: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "document"},
                            ),
                            34: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarvoor het dient",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            35: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 33), ("text", 34)]],
                                {},
                            ),
                            36: ("wagtail.blocks.URLBlock", (), {"label": "adres van de video"}),
                            37: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarover het gaat",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            38: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Bv. 4 min.",
                                    "label": "duur",
                                    "max_length": 20,
                                    "required": False,
                                },
                            ),
                            39: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "beeld", "required": False},
                            ),
                            40: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 8),
                                        ("url", 36),
                                        ("text", 37),
                                        ("length", 38),
                                        ("picture", 39),
                                    ]
                                ],
                                {},
                            ),
                            41: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": content.pages.blocks.live.tile_choices,
                                    "label": "tegel",
                                },
                            ),
                            42: ("wagtail.blocks.StructBlock", [[("tile", 41)]], {}),
                            43: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Nieuws", "label": "titel", "max_length": 120},
                            ),
                            44: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 3, "label": "hoeveel", "max_value": 9, "min_value": 1},
                            ),
                            45: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 43), ("count", 44)]],
                                {},
                            ),
                            46: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Campagnes", "label": "titel", "max_length": 120},
                            ),
                            47: ("wagtail.blocks.StructBlock", [[("title", 46)]], {}),
                        },
                        verbose_name="inhoud",
                    ),
                ),
                (
                    "written_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="datum"),
                ),
                (
                    "byline",
                    models.CharField(
                        blank=True,
                        help_text="Een dienst of organisatie.",
                        max_length=120,
                        verbose_name="van wie",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Boven de pagina, op kaarten en wanneer iemand de pagina deelt.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.houseimage",
                        verbose_name="beeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "artikel",
                "verbose_name_plural": "artikels",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ColleagueTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "nazicht door een collega",
                "verbose_name_plural": "nazicht door een collega",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="FaqPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 3),
                            ("picture", 6),
                            ("callout", 10),
                            ("quote", 13),
                            ("button", 17),
                            ("cards", 23),
                            ("questions", 28),
                            ("table", 32),
                            ("document", 35),
                            ("video", 40),
                            ("tile", 42),
                            ("newest", 45),
                            ("campaigns", 47),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "content.pages.blocks.text.ParagraphBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "hr",
                                        "link",
                                        "document-link",
                                        "image",
                                    ]
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tussentitel", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("h2", "tussentitel"),
                                        ("h3", "kleinere tussentitel"),
                                    ],
                                    "label": "niveau",
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                            4: ("wagtail.images.blocks.ImageBlock", [], {"label": "beeld"}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "bijschrift", "max_length": 240, "required": False},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("image", 4), ("caption", 5)]], {}),
                            7: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "goed om te weten"),
                                        ("ok", "tip"),
                                        ("warning", "let op"),
                                    ],
                                    "label": "soort",
                                },
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120},
                            ),
                            9: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst",
                                },
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 7), ("title", 8), ("text", 9)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "citaat", "max_length": 600},
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "van wie", "max_length": 120, "required": False},
                            ),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 11), ("source", 12)]],
                                {},
                            ),
                            14: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "pagina van deze site", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "of een adres elders", "required": False},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "opschrift", "max_length": 60},
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("label", 16)]],
                                {},
                            ),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120, "required": False},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 80},
                            ),
                            20: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "tekst", "max_length": 300, "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.ListBlock",
                                (21,),
                                {"label": "kaarten", "max_num": 6, "min_num": 1},
                            ),
                            23: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("cards", 22)]],
                                {},
                            ),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "vraag", "max_length": 200},
                            ),
                            25: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "antwoord",
                                },
                            ),
                            26: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 24), ("answer", 25)]],
                                {},
                            ),
                            27: (
                                "wagtail.blocks.ListBlock",
                                (26,),
                                {"label": "vragen", "min_num": 1},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("questions", 27)]],
                                {},
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tekst", "required": False},
                            ),
                            30: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst met opmaak",
                                    "required": False,
                                },
                            ),
                            31: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "getal", "required": False},
                            ),
                            32: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 29), ("rich", 30), ("number", 31)]],
                                {"label": "tabel", "template": "content/blocks/table.html"},
                            ),
                            33: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "document"},
                            ),
                            34: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarvoor het dient",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            35: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 33), ("text", 34)]],
                                {},
                            ),
                            36: ("wagtail.blocks.URLBlock", (), {"label": "adres van de video"}),
                            37: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarover het gaat",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            38: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Bv. 4 min.",
                                    "label": "duur",
                                    "max_length": 20,
                                    "required": False,
                                },
                            ),
                            39: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "beeld", "required": False},
                            ),
                            40: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 8),
                                        ("url", 36),
                                        ("text", 37),
                                        ("length", 38),
                                        ("picture", 39),
                                    ]
                                ],
                                {},
                            ),
                            41: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": content.pages.blocks.live.tile_choices,
                                    "label": "tegel",
                                },
                            ),
                            42: ("wagtail.blocks.StructBlock", [[("tile", 41)]], {}),
                            43: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Nieuws", "label": "titel", "max_length": 120},
                            ),
                            44: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 3, "label": "hoeveel", "max_value": 9, "min_value": 1},
                            ),
                            45: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 43), ("count", 44)]],
                                {},
                            ),
                            46: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Campagnes", "label": "titel", "max_length": 120},
                            ),
                            47: ("wagtail.blocks.StructBlock", [[("title", 46)]], {}),
                        },
                        verbose_name="inhoud",
                    ),
                ),
                (
                    "questions",
                    wagtail.fields.StreamField(
                        [("heading", 2), ("question", 5)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tussentitel", "max_length": 120},
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("h2", "tussentitel"),
                                        ("h3", "kleinere tussentitel"),
                                    ],
                                    "label": "niveau",
                                },
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("text", 0), ("level", 1)]], {}),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "vraag", "max_length": 200},
                            ),
                            4: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "antwoord",
                                },
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 3), ("answer", 4)]],
                                {},
                            ),
                        },
                        verbose_name="vragen",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Boven de pagina, op kaarten en wanneer iemand de pagina deelt.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.houseimage",
                        verbose_name="beeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "veelgestelde vragen",
                "verbose_name_plural": "veelgestelde vragen",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LandingPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 3),
                            ("picture", 6),
                            ("callout", 10),
                            ("quote", 13),
                            ("button", 17),
                            ("cards", 23),
                            ("questions", 28),
                            ("table", 32),
                            ("document", 35),
                            ("video", 40),
                            ("tile", 42),
                            ("newest", 45),
                            ("campaigns", 47),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "content.pages.blocks.text.ParagraphBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "hr",
                                        "link",
                                        "document-link",
                                        "image",
                                    ]
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tussentitel", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("h2", "tussentitel"),
                                        ("h3", "kleinere tussentitel"),
                                    ],
                                    "label": "niveau",
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                            4: ("wagtail.images.blocks.ImageBlock", [], {"label": "beeld"}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "bijschrift", "max_length": 240, "required": False},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("image", 4), ("caption", 5)]], {}),
                            7: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "goed om te weten"),
                                        ("ok", "tip"),
                                        ("warning", "let op"),
                                    ],
                                    "label": "soort",
                                },
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120},
                            ),
                            9: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst",
                                },
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 7), ("title", 8), ("text", 9)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "citaat", "max_length": 600},
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "van wie", "max_length": 120, "required": False},
                            ),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 11), ("source", 12)]],
                                {},
                            ),
                            14: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "pagina van deze site", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "of een adres elders", "required": False},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "opschrift", "max_length": 60},
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("label", 16)]],
                                {},
                            ),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120, "required": False},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 80},
                            ),
                            20: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "tekst", "max_length": 300, "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.ListBlock",
                                (21,),
                                {"label": "kaarten", "max_num": 6, "min_num": 1},
                            ),
                            23: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("cards", 22)]],
                                {},
                            ),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "vraag", "max_length": 200},
                            ),
                            25: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "antwoord",
                                },
                            ),
                            26: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 24), ("answer", 25)]],
                                {},
                            ),
                            27: (
                                "wagtail.blocks.ListBlock",
                                (26,),
                                {"label": "vragen", "min_num": 1},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("questions", 27)]],
                                {},
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tekst", "required": False},
                            ),
                            30: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst met opmaak",
                                    "required": False,
                                },
                            ),
                            31: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "getal", "required": False},
                            ),
                            32: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 29), ("rich", 30), ("number", 31)]],
                                {"label": "tabel", "template": "content/blocks/table.html"},
                            ),
                            33: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "document"},
                            ),
                            34: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarvoor het dient",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            35: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 33), ("text", 34)]],
                                {},
                            ),
                            36: ("wagtail.blocks.URLBlock", (), {"label": "adres van de video"}),
                            37: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarover het gaat",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            38: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Bv. 4 min.",
                                    "label": "duur",
                                    "max_length": 20,
                                    "required": False,
                                },
                            ),
                            39: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "beeld", "required": False},
                            ),
                            40: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 8),
                                        ("url", 36),
                                        ("text", 37),
                                        ("length", 38),
                                        ("picture", 39),
                                    ]
                                ],
                                {},
                            ),
                            41: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": content.pages.blocks.live.tile_choices,
                                    "label": "tegel",
                                },
                            ),
                            42: ("wagtail.blocks.StructBlock", [[("tile", 41)]], {}),
                            43: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Nieuws", "label": "titel", "max_length": 120},
                            ),
                            44: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 3, "label": "hoeveel", "max_value": 9, "min_value": 1},
                            ),
                            45: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 43), ("count", 44)]],
                                {},
                            ),
                            46: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Campagnes", "label": "titel", "max_length": 120},
                            ),
                            47: ("wagtail.blocks.StructBlock", [[("title", 46)]], {}),
                        },
                        verbose_name="inhoud",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Boven de pagina, op kaarten en wanneer iemand de pagina deelt.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.houseimage",
                        verbose_name="beeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "rubriek",
                "verbose_name_plural": "rubrieken",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 3),
                            ("picture", 6),
                            ("callout", 10),
                            ("quote", 13),
                            ("button", 17),
                            ("cards", 23),
                            ("questions", 28),
                            ("table", 32),
                            ("document", 35),
                            ("video", 40),
                            ("tile", 42),
                            ("newest", 45),
                            ("campaigns", 47),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "content.pages.blocks.text.ParagraphBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "hr",
                                        "link",
                                        "document-link",
                                        "image",
                                    ]
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tussentitel", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("h2", "tussentitel"),
                                        ("h3", "kleinere tussentitel"),
                                    ],
                                    "label": "niveau",
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                            4: ("wagtail.images.blocks.ImageBlock", [], {"label": "beeld"}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "bijschrift", "max_length": 240, "required": False},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("image", 4), ("caption", 5)]], {}),
                            7: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "goed om te weten"),
                                        ("ok", "tip"),
                                        ("warning", "let op"),
                                    ],
                                    "label": "soort",
                                },
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120},
                            ),
                            9: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst",
                                },
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 7), ("title", 8), ("text", 9)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "citaat", "max_length": 600},
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "van wie", "max_length": 120, "required": False},
                            ),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 11), ("source", 12)]],
                                {},
                            ),
                            14: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "pagina van deze site", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "of een adres elders", "required": False},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "opschrift", "max_length": 60},
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("label", 16)]],
                                {},
                            ),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120, "required": False},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 80},
                            ),
                            20: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "tekst", "max_length": 300, "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.ListBlock",
                                (21,),
                                {"label": "kaarten", "max_num": 6, "min_num": 1},
                            ),
                            23: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("cards", 22)]],
                                {},
                            ),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "vraag", "max_length": 200},
                            ),
                            25: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "antwoord",
                                },
                            ),
                            26: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 24), ("answer", 25)]],
                                {},
                            ),
                            27: (
                                "wagtail.blocks.ListBlock",
                                (26,),
                                {"label": "vragen", "min_num": 1},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("questions", 27)]],
                                {},
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tekst", "required": False},
                            ),
                            30: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst met opmaak",
                                    "required": False,
                                },
                            ),
                            31: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "getal", "required": False},
                            ),
                            32: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 29), ("rich", 30), ("number", 31)]],
                                {"label": "tabel", "template": "content/blocks/table.html"},
                            ),
                            33: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "document"},
                            ),
                            34: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarvoor het dient",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            35: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 33), ("text", 34)]],
                                {},
                            ),
                            36: ("wagtail.blocks.URLBlock", (), {"label": "adres van de video"}),
                            37: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarover het gaat",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            38: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Bv. 4 min.",
                                    "label": "duur",
                                    "max_length": 20,
                                    "required": False,
                                },
                            ),
                            39: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "beeld", "required": False},
                            ),
                            40: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 8),
                                        ("url", 36),
                                        ("text", 37),
                                        ("length", 38),
                                        ("picture", 39),
                                    ]
                                ],
                                {},
                            ),
                            41: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": content.pages.blocks.live.tile_choices,
                                    "label": "tegel",
                                },
                            ),
                            42: ("wagtail.blocks.StructBlock", [[("tile", 41)]], {}),
                            43: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Nieuws", "label": "titel", "max_length": 120},
                            ),
                            44: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 3, "label": "hoeveel", "max_value": 9, "min_value": 1},
                            ),
                            45: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 43), ("count", 44)]],
                                {},
                            ),
                            46: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Campagnes", "label": "titel", "max_length": 120},
                            ),
                            47: ("wagtail.blocks.StructBlock", [[("title", 46)]], {}),
                        },
                        verbose_name="inhoud",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Boven de pagina, op kaarten en wanneer iemand de pagina deelt.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.houseimage",
                        verbose_name="beeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "nieuwsoverzicht",
                "verbose_name_plural": "nieuwsoverzichten",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="NewsPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 3),
                            ("picture", 6),
                            ("callout", 10),
                            ("quote", 13),
                            ("button", 17),
                            ("cards", 23),
                            ("questions", 28),
                            ("table", 32),
                            ("document", 35),
                            ("video", 40),
                            ("tile", 42),
                            ("newest", 45),
                            ("campaigns", 47),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "content.pages.blocks.text.ParagraphBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "hr",
                                        "link",
                                        "document-link",
                                        "image",
                                    ]
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tussentitel", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("h2", "tussentitel"),
                                        ("h3", "kleinere tussentitel"),
                                    ],
                                    "label": "niveau",
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                            4: ("wagtail.images.blocks.ImageBlock", [], {"label": "beeld"}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "bijschrift", "max_length": 240, "required": False},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("image", 4), ("caption", 5)]], {}),
                            7: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "goed om te weten"),
                                        ("ok", "tip"),
                                        ("warning", "let op"),
                                    ],
                                    "label": "soort",
                                },
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120},
                            ),
                            9: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst",
                                },
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 7), ("title", 8), ("text", 9)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "citaat", "max_length": 600},
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "van wie", "max_length": 120, "required": False},
                            ),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 11), ("source", 12)]],
                                {},
                            ),
                            14: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "pagina van deze site", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "of een adres elders", "required": False},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "opschrift", "max_length": 60},
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("label", 16)]],
                                {},
                            ),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120, "required": False},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 80},
                            ),
                            20: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "tekst", "max_length": 300, "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.ListBlock",
                                (21,),
                                {"label": "kaarten", "max_num": 6, "min_num": 1},
                            ),
                            23: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("cards", 22)]],
                                {},
                            ),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "vraag", "max_length": 200},
                            ),
                            25: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "antwoord",
                                },
                            ),
                            26: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 24), ("answer", 25)]],
                                {},
                            ),
                            27: (
                                "wagtail.blocks.ListBlock",
                                (26,),
                                {"label": "vragen", "min_num": 1},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("questions", 27)]],
                                {},
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tekst", "required": False},
                            ),
                            30: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst met opmaak",
                                    "required": False,
                                },
                            ),
                            31: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "getal", "required": False},
                            ),
                            32: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 29), ("rich", 30), ("number", 31)]],
                                {"label": "tabel", "template": "content/blocks/table.html"},
                            ),
                            33: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "document"},
                            ),
                            34: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarvoor het dient",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            35: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 33), ("text", 34)]],
                                {},
                            ),
                            36: ("wagtail.blocks.URLBlock", (), {"label": "adres van de video"}),
                            37: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarover het gaat",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            38: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Bv. 4 min.",
                                    "label": "duur",
                                    "max_length": 20,
                                    "required": False,
                                },
                            ),
                            39: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "beeld", "required": False},
                            ),
                            40: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 8),
                                        ("url", 36),
                                        ("text", 37),
                                        ("length", 38),
                                        ("picture", 39),
                                    ]
                                ],
                                {},
                            ),
                            41: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": content.pages.blocks.live.tile_choices,
                                    "label": "tegel",
                                },
                            ),
                            42: ("wagtail.blocks.StructBlock", [[("tile", 41)]], {}),
                            43: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Nieuws", "label": "titel", "max_length": 120},
                            ),
                            44: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 3, "label": "hoeveel", "max_value": 9, "min_value": 1},
                            ),
                            45: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 43), ("count", 44)]],
                                {},
                            ),
                            46: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Campagnes", "label": "titel", "max_length": 120},
                            ),
                            47: ("wagtail.blocks.StructBlock", [[("title", 46)]], {}),
                        },
                        verbose_name="inhoud",
                    ),
                ),
                (
                    "published_on",
                    models.DateField(
                        db_index=True, default=django.utils.timezone.localdate, verbose_name="datum"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Boven de pagina, op kaarten en wanneer iemand de pagina deelt.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.houseimage",
                        verbose_name="beeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "nieuwsbericht",
                "verbose_name_plural": "nieuwsberichten",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Principle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("strategisch", "Strategische beleidsprincipes"),
                            ("technologie", "Informatie- en technologieprincipes"),
                            ("ondersteunend", "Ondersteunende principes"),
                        ],
                        editable=False,
                        max_length=14,
                        verbose_name="groep",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="nummer")),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="naam")),
                ("meaning", wagtail.fields.RichTextField(blank=True, verbose_name="betekenis")),
            ],
            options={
                "verbose_name": "principe",
                "verbose_name_plural": "principes",
                "ordering": ("group", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("group", "number"), name="principle_slot_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("group", "strategisch"), ("number__gte", 1), ("number__lte", 18)
                            ),
                            models.Q(
                                ("group", "technologie"), ("number__gte", 1), ("number__lte", 12)
                            ),
                            models.Q(
                                ("group", "ondersteunend"), ("number__gte", 1), ("number__lte", 6)
                            ),
                            _connector="OR",
                        ),
                        name="principle_in_its_slots",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrinciplesPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 3),
                            ("picture", 6),
                            ("callout", 10),
                            ("quote", 13),
                            ("button", 17),
                            ("cards", 23),
                            ("questions", 28),
                            ("table", 32),
                            ("document", 35),
                            ("video", 40),
                            ("tile", 42),
                            ("newest", 45),
                            ("campaigns", 47),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "content.pages.blocks.text.ParagraphBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "hr",
                                        "link",
                                        "document-link",
                                        "image",
                                    ]
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tussentitel", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("h2", "tussentitel"),
                                        ("h3", "kleinere tussentitel"),
                                    ],
                                    "label": "niveau",
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                            4: ("wagtail.images.blocks.ImageBlock", [], {"label": "beeld"}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "bijschrift", "max_length": 240, "required": False},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("image", 4), ("caption", 5)]], {}),
                            7: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "goed om te weten"),
                                        ("ok", "tip"),
                                        ("warning", "let op"),
                                    ],
                                    "label": "soort",
                                },
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120},
                            ),
                            9: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst",
                                },
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 7), ("title", 8), ("text", 9)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "citaat", "max_length": 600},
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "van wie", "max_length": 120, "required": False},
                            ),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 11), ("source", 12)]],
                                {},
                            ),
                            14: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "pagina van deze site", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "of een adres elders", "required": False},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "opschrift", "max_length": 60},
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("label", 16)]],
                                {},
                            ),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120, "required": False},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 80},
                            ),
                            20: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "tekst", "max_length": 300, "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.ListBlock",
                                (21,),
                                {"label": "kaarten", "max_num": 6, "min_num": 1},
                            ),
                            23: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("cards", 22)]],
                                {},
                            ),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "vraag", "max_length": 200},
                            ),
                            25: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "antwoord",
                                },
                            ),
                            26: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 24), ("answer", 25)]],
                                {},
                            ),
                            27: (
                                "wagtail.blocks.ListBlock",
                                (26,),
                                {"label": "vragen", "min_num": 1},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("questions", 27)]],
                                {},
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tekst", "required": False},
                            ),
                            30: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst met opmaak",
                                    "required": False,
                                },
                            ),
                            31: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "getal", "required": False},
                            ),
                            32: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 29), ("rich", 30), ("number", 31)]],
                                {"label": "tabel", "template": "content/blocks/table.html"},
                            ),
                            33: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "document"},
                            ),
                            34: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarvoor het dient",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            35: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 33), ("text", 34)]],
                                {},
                            ),
                            36: ("wagtail.blocks.URLBlock", (), {"label": "adres van de video"}),
                            37: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarover het gaat",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            38: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Bv. 4 min.",
                                    "label": "duur",
                                    "max_length": 20,
                                    "required": False,
                                },
                            ),
                            39: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "beeld", "required": False},
                            ),
                            40: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 8),
                                        ("url", 36),
                                        ("text", 37),
                                        ("length", 38),
                                        ("picture", 39),
                                    ]
                                ],
                                {},
                            ),
                            41: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": content.pages.blocks.live.tile_choices,
                                    "label": "tegel",
                                },
                            ),
                            42: ("wagtail.blocks.StructBlock", [[("tile", 41)]], {}),
                            43: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Nieuws", "label": "titel", "max_length": 120},
                            ),
                            44: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 3, "label": "hoeveel", "max_value": 9, "min_value": 1},
                            ),
                            45: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 43), ("count", 44)]],
                                {},
                            ),
                            46: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Campagnes", "label": "titel", "max_length": 120},
                            ),
                            47: ("wagtail.blocks.StructBlock", [[("title", 46)]], {}),
                        },
                        verbose_name="inhoud",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Boven de pagina, op kaarten en wanneer iemand de pagina deelt.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.houseimage",
                        verbose_name="beeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "Wat is VlaVirGem (principes)",
                "verbose_name_plural": "Wat is VlaVirGem (principes)",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CampaignPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="inleiding")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 3),
                            ("picture", 6),
                            ("callout", 10),
                            ("quote", 13),
                            ("button", 17),
                            ("cards", 23),
                            ("questions", 28),
                            ("table", 32),
                            ("document", 35),
                            ("video", 40),
                            ("tile", 42),
                            ("newest", 45),
                            ("campaigns", 47),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "content.pages.blocks.text.ParagraphBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "hr",
                                        "link",
                                        "document-link",
                                        "image",
                                    ]
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tussentitel", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("h2", "tussentitel"),
                                        ("h3", "kleinere tussentitel"),
                                    ],
                                    "label": "niveau",
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                            4: ("wagtail.images.blocks.ImageBlock", [], {"label": "beeld"}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "bijschrift", "max_length": 240, "required": False},
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("image", 4), ("caption", 5)]], {}),
                            7: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "goed om te weten"),
                                        ("ok", "tip"),
                                        ("warning", "let op"),
                                    ],
                                    "label": "soort",
                                },
                            ),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120},
                            ),
                            9: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst",
                                },
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 7), ("title", 8), ("text", 9)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "citaat", "max_length": 600},
                            ),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "van wie", "max_length": 120, "required": False},
                            ),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 11), ("source", 12)]],
                                {},
                            ),
                            14: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "pagina van deze site", "required": False},
                            ),
                            15: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "of een adres elders", "required": False},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "opschrift", "max_length": 60},
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("label", 16)]],
                                {},
                            ),
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 120, "required": False},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "titel", "max_length": 80},
                            ),
                            20: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "tekst", "max_length": 300, "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
                                {},
                            ),
                            22: (
                                "wagtail.blocks.ListBlock",
                                (21,),
                                {"label": "kaarten", "max_num": 6, "min_num": 1},
                            ),
                            23: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("cards", 22)]],
                                {},
                            ),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "vraag", "max_length": 200},
                            ),
                            25: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "antwoord",
                                },
                            ),
                            26: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 24), ("answer", 25)]],
                                {},
                            ),
                            27: (
                                "wagtail.blocks.ListBlock",
                                (26,),
                                {"label": "vragen", "min_num": 1},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 18), ("questions", 27)]],
                                {},
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tekst", "required": False},
                            ),
                            30: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "ol",
                                        "ul",
                                        "link",
                                        "document-link",
                                    ],
                                    "label": "tekst met opmaak",
                                    "required": False,
                                },
                            ),
                            31: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "getal", "required": False},
                            ),
                            32: (
                                "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                                [[("text", 29), ("rich", 30), ("number", 31)]],
                                {"label": "tabel", "template": "content/blocks/table.html"},
                            ),
                            33: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "document"},
                            ),
                            34: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarvoor het dient",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            35: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 33), ("text", 34)]],
                                {},
                            ),
                            36: ("wagtail.blocks.URLBlock", (), {"label": "adres van de video"}),
                            37: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "waarover het gaat",
                                    "max_length": 240,
                                    "required": False,
                                },
                            ),
                            38: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Bv. 4 min.",
                                    "label": "duur",
                                    "max_length": 20,
                                    "required": False,
                                },
                            ),
                            39: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "beeld", "required": False},
                            ),
                            40: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 8),
                                        ("url", 36),
                                        ("text", 37),
                                        ("length", 38),
                                        ("picture", 39),
                                    ]
                                ],
                                {},
                            ),
                            41: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": content.pages.blocks.live.tile_choices,
                                    "label": "tegel",
                                },
                            ),
                            42: ("wagtail.blocks.StructBlock", [[("tile", 41)]], {}),
                            43: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Nieuws", "label": "titel", "max_length": 120},
                            ),
                            44: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 3, "label": "hoeveel", "max_value": 9, "min_value": 1},
                            ),
                            45: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 43), ("count", 44)]],
                                {},
                            ),
                            46: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"default": "Campagnes", "label": "titel", "max_length": 120},
                            ),
                            47: ("wagtail.blocks.StructBlock", [[("title", 46)]], {}),
                        },
                        verbose_name="inhoud",
                    ),
                ),
                ("begins_on", models.DateField(verbose_name="begint op")),
                ("ends_on", models.DateField(verbose_name="eindigt op")),
                (
                    "action_label",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="opschrift van de knop"
                    ),
                ),
                (
                    "action_url",
                    models.CharField(
                        blank=True,
                        help_text="Een adres dat met https:// begint, of met / voor een scherm van deze site.",
                        max_length=500,
                        verbose_name="adres van de knop",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Boven de pagina, op kaarten en wanneer iemand de pagina deelt.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.houseimage",
                        verbose_name="beeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "campagne",
                "verbose_name_plural": "campagnes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("begins_on"))),
                        name="campaign_ends_after_it_begins",
                    )
                ],
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Newsletter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="onderwerp")),
                (
                    "lead",
                    models.TextField(blank=True, max_length=600, verbose_name="eerste alinea"),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("paragraph", 0), ("heading", 3), ("item", 6), ("button", 10)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "ol", "ul", "link"],
                                    "icon": "pencil",
                                    "label": "tekst",
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "tussentitel", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("h2", "tussentitel"),
                                        ("h3", "kleinere tussentitel"),
                                    ],
                                    "label": "niveau",
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("text", 1), ("level", 2)]], {}),
                            4: ("wagtail.blocks.PageChooserBlock", (), {"label": "pagina"}),
                            5: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Leeg: de inleiding van de pagina.",
                                    "label": "andere woorden",
                                    "max_length": 600,
                                    "required": False,
                                },
                            ),
                            6: ("wagtail.blocks.StructBlock", [[("page", 4), ("text", 5)]], {}),
                            7: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "pagina van deze site", "required": False},
                            ),
                            8: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "of een adres elders", "required": False},
                            ),
                            9: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "opschrift", "max_length": 60},
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("page", 7), ("url", 8), ("label", 9)]],
                                {},
                            ),
                        },
                        verbose_name="inhoud",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=True,
                        help_text="Anders staat hij alleen voor leden in het archief.",
                        verbose_name="iedereen mag hem later nalezen",
                    ),
                ),
                (
                    "readers",
                    models.CharField(
                        choices=[
                            ("leden", "Alle leden"),
                            ("besturen", "Wie voor een bestuur werkt"),
                            ("leveranciers", "Wie voor een leverancier werkt"),
                            ("redactie", "Redacteurs en platformbeheerders"),
                            ("provincie", "De besturen van één provincie"),
                            ("rol", "Wie in een bestuur één rol heeft"),
                        ],
                        default="leden",
                        max_length=12,
                        verbose_name="voor wie",
                    ),
                ),
                ("province", models.CharField(blank=True, max_length=40, verbose_name="provincie")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("beheerder", "Lokale beheerder"),
                            ("ict", "ICT-verantwoordelijke"),
                            ("ciso", "Informatieveiligheidsconsulent (CISO)"),
                            ("dpo", "Functionaris voor gegevensbescherming (DPO)"),
                            ("medewerker", "Medewerker"),
                        ],
                        max_length=30,
                        verbose_name="rol",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ontwerp", "Ontwerp"),
                            ("gepland", "Gepland"),
                            ("verzonden", "Verzonden"),
                        ],
                        default="ontwerp",
                        editable=False,
                        max_length=10,
                        verbose_name="toestand",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "leaves_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="vertrekt op"),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        db_index=True, editable=False, null=True, verbose_name="verzonden op"
                    ),
                ),
                ("recipients", models.PositiveIntegerField(default=0, editable=False)),
                ("is_demo", models.BooleanField(default=False, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "nieuwsbrief",
                "verbose_name_plural": "nieuwsbrieven",
                "indexes": [
                    models.Index(
                        models.F("leaves_at"),
                        condition=models.Q(("state", "gepland")),
                        name="newsletter_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("leaves_at", None), ("state", "ontwerp")),
                            models.Q(
                                models.Q(("state", "ontwerp"), _negated=True),
                                ("leaves_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="newsletter_planned_has_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "verzonden")),
                            models.Q(
                                models.Q(("state", "verzonden"), _negated=True), ("sent_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="newsletter_sent_has_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("readers", "provincie"), _negated=True),
                            models.Q(("province", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="newsletter_names_its_province",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("readers", "rol"), _negated=True),
                            models.Q(("role", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="newsletter_names_its_role",
                    ),
                ],
            },
        ),
        migrations.RunPython(keep_the_text, back_to_text),
        migrations.RemoveField("homepage", "old_body"),
        migrations.RemoveField("standardpage", "old_body"),
    ]
