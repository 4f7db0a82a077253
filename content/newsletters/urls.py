from django.urls import path

from content.newsletters.views import archive, desk

urlpatterns = [
    path("nieuwsbrieven/", archive.archive, name="newsletters"),
    path("nieuwsbrieven/<int:pk>/", archive.letter, name="newsletter"),
    path("nieuwsbrieven/redactie/", desk.desk, name="newsletter-desk"),
    path("nieuwsbrieven/redactie/<int:pk>/", desk.check, name="newsletter-check"),
    path("nieuwsbrieven/redactie/<int:pk>/mail/", desk.mail, name="newsletter-mail"),
    path("nieuwsbrieven/redactie/<int:pk>/lezers/", desk.readers, name="newsletter-readers"),
    path("nieuwsbrieven/redactie/<int:pk>/proef/", desk.test, name="newsletter-test"),
    path("nieuwsbrieven/redactie/<int:pk>/versturen/", desk.send, name="newsletter-send"),
    path("nieuwsbrieven/redactie/<int:pk>/tegenhouden/", desk.hold_back, name="newsletter-hold"),
]
