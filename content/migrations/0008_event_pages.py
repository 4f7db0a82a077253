"""An announcement of an event is a page like any other; every page may show what comes."""

import json
import uuid

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

import content.pages.blocks.coming
import content.pages.blocks.live

PAGES = (
    "articlepage", "campaignpage", "faqpage", "homepage", "landingpage", "newsindexpage",
    "newspage", "principlespage", "standardpage",
)  # fmt: skip
GET = "SELECT page_ptr_id, {} FROM content_eventpage"
PUT = "UPDATE content_eventpage SET {} = %s WHERE page_ptr_id = %s"


def keep_the_text(apps, schema_editor):
    """What an editor wrote becomes one paragraph, on the page and in its history."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(GET.format("old_body"))
        for key, text in cursor.fetchall():
            cursor.execute(PUT.format("body"), [json.dumps(paragraph(text)), key])
    for revision in revisions(apps):
        revision.content["body"] = json.dumps(paragraph(revision.content.get("body")))
        revision.save(update_fields=["content"])


def back_to_text(apps, schema_editor):
    """Paragraphs come back in a row; what no text editor can show stays behind."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(GET.format("body"))
        for key, body in cursor.fetchall():
            cursor.execute(PUT.format("old_body"), [text_of(body), key])
    for revision in revisions(apps):
        revision.content["body"] = text_of(revision.content.get("body"))
        revision.save(update_fields=["content"])


def revisions(apps):
    kinds = apps.get_model("contenttypes", "ContentType").objects
    found = kinds.filter(app_label="content", model="eventpage").values("pk")
    rows = apps.get_model("wagtailcore", "Revision").objects
    return rows.filter(content_type_id__in=found).iterator(chunk_size=100)


def paragraph(text):
    return [{"type": "paragraph", "value": text, "id": str(uuid.uuid4())}] if text else []


def text_of(body):
    blocks = json.loads(body or "[]") if isinstance(body, str) else body or []
    return "".join(each["value"] for each in blocks if each["type"] == "paragraph")


BLOCKS = [
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
    ("events", 50),
]
LOOKUP = {
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
    1: ("wagtail.blocks.CharBlock", (), {"label": "tussentitel", "max_length": 120}),
    2: (
        "wagtail.blocks.ChoiceBlock",
        [],
        {"choices": [("h2", "tussentitel"), ("h3", "kleinere tussentitel")], "label": "niveau"},
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
            "choices": [("info", "goed om te weten"), ("ok", "tip"), ("warning", "let op")],
            "label": "soort",
        },
    ),
    8: ("wagtail.blocks.CharBlock", (), {"label": "titel", "max_length": 120}),
    9: (
        "wagtail.blocks.RichTextBlock",
        (),
        {"features": ["bold", "italic", "ol", "ul", "link", "document-link"], "label": "tekst"},
    ),
    10: ("wagtail.blocks.StructBlock", [[("tone", 7), ("title", 8), ("text", 9)]], {}),
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
    15: ("wagtail.blocks.URLBlock", (), {"label": "of een adres elders", "required": False}),
    16: ("wagtail.blocks.CharBlock", (), {"label": "opschrift", "max_length": 60}),
    17: ("wagtail.blocks.StructBlock", [[("page", 14), ("url", 15), ("label", 16)]], {}),
    18: ("wagtail.blocks.CharBlock", (), {"label": "titel", "max_length": 120, "required": False}),
    19: ("wagtail.blocks.CharBlock", (), {"label": "titel", "max_length": 80}),
    20: ("wagtail.blocks.TextBlock", (), {"label": "tekst", "max_length": 300, "required": False}),
    21: (
        "wagtail.blocks.StructBlock",
        [[("page", 14), ("url", 15), ("title", 19), ("text", 20)]],
        {},
    ),
    22: ("wagtail.blocks.ListBlock", (21,), {"label": "kaarten", "max_num": 6, "min_num": 1}),
    23: ("wagtail.blocks.StructBlock", [[("title", 18), ("cards", 22)]], {}),
    24: ("wagtail.blocks.CharBlock", (), {"label": "vraag", "max_length": 200}),
    25: (
        "wagtail.blocks.RichTextBlock",
        (),
        {"features": ["bold", "italic", "ol", "ul", "link", "document-link"], "label": "antwoord"},
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
    33: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "document"}),
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
        {"help_text": "Bv. 4 min.", "label": "duur", "max_length": 20, "required": False},
    ),
    39: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "beeld", "required": False}),
    40: (
        "wagtail.blocks.StructBlock",
        [[("title", 8), ("url", 36), ("text", 37), ("length", 38), ("picture", 39)]],
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
    48: (
        "wagtail.blocks.CharBlock",
        (),
        {"default": "Komende activiteiten", "label": "titel", "max_length": 120},
    ),
    49: (
        "wagtail.blocks.ChoiceBlock",
        [],
        {
            "choices": content.pages.blocks.coming.kind_choices,
            "help_text": "Leeg: alle soorten.",
            "label": "soort",
            "required": False,
        },
    ),
    50: ("wagtail.blocks.StructBlock", [[("title", 48), ("count", 44), ("kind", 49)]], {}),
}


def body():
    return wagtail.fields.StreamField(
        BLOCKS, blank=True, block_lookup=LOOKUP, verbose_name="inhoud"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("content", "0007_library_at_size"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="eventpage",
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
        migrations.RenameField("eventpage", "body", "old_body"),
        migrations.AddField("eventpage", "body", body(), preserve_default=True),
        migrations.RunPython(keep_the_text, back_to_text, elidable=False),
        migrations.RemoveField("eventpage", "old_body"),
        *(migrations.AlterField(name, "body", body()) for name in PAGES),
    ]
