from django.urls import path

from qrc.sightings import views

urlpatterns = [
    path("qrc/melden/", views.sighting_new, name="sighting-new"),
    path("qrc/meldingen/", views.sighting_mine, name="sighting-mine"),
]
