from django.urls import path

from content.library.views import feeds, keeping, offering, reading, recording

document_link = reading.download
"""Under the name that Wagtail gives a document's address, which has no namespace."""

ROOT = "bibliotheek/"
ONE = f"{ROOT}<int:pk>/"
urlpatterns = [
    path(ROOT, reading.library, name="library"),
    path(f"{ROOT}nieuw.atom", feeds.newest, name="library-feed"),
    path(f"{ROOT}voorstellen/", offering.offer, name="library-offer"),
    path(f"{ROOT}opladen/", offering.upload, name="library-upload"),
    path(f"{ROOT}opladen/raster/", offering.grid, name="library-grid"),
    path(f"{ROOT}redactie/", keeping.desk, name="library-desk"),
    path(f"{ROOT}verzamelingen/", keeping.collections, name="library-collections"),
    path(f"{ROOT}verzamelingen/<int:pk>/", keeping.collection, name="library-collection"),
    path(ONE, reading.document, name="document"),
    path(f"{ONE}favoriet/", reading.favourite, name="document-favourite"),
    path(f"{ONE}bekijken/", reading.look, name="document-look"),
    path(f"{ONE}ondertitels/", reading.captions, name="document-captions"),
    path(f"{ONE}versie/", keeping.add_version, name="document-add-version"),
    path(f"{ONE}versie/<int:number>/", reading.version, name="document-version"),
    path(f"{ONE}wijzigen/", keeping.change, name="document-change"),
    path(f"{ONE}publiceren/", keeping.approve, name="document-approve"),
    path(f"{ONE}afwijzen/", keeping.reject, name="document-reject"),
    path(f"{ONE}nagekeken/", keeping.reviewed, name="document-reviewed"),
    path(f"{ONE}archiveren/", keeping.archive, name="document-archive"),
    path(f"{ONE}terughalen/", keeping.restore, name="document-restore"),
    path(f"{ONE}opnieuw-lezen/", keeping.read_again, name="document-read-again"),
    path(f"{ONE}weggooien/", offering.drop, name="document-drop"),
    path("agenda/<int:pk>/opname/", recording.record_event, name="event-recording"),
]
