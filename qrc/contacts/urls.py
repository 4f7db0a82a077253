from django.urls import path

from qrc.contacts import views

urlpatterns = [
    path("qrc/contacten/", views.contacts, name="contacts"),
    path("qrc/contacten/<int:rank>/", views.contact_choose, name="contact-choose"),
    path("qrc/contacten/kanalen/", views.contact_channels, name="contact-channels"),
    path("qrc/contacten/wachttijd/", views.contact_patience, name="contact-patience"),
    path("qrc/onbereikbaar/", views.unreachable_list, name="unreachable"),
]
