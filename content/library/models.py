from wagtail.documents.models import AbstractDocument, Document


class LibraryDocument(AbstractDocument):
    """A file in the library; our own model from the first migration on, so that it can grow."""

    admin_form_fields = Document.admin_form_fields
