from django.urls import path

from community.events.views import agenda, evaluating, feeds, organising, participants, registering

urlpatterns = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/mijn/", agenda.mine, name="agenda-mine"),
    path("agenda/openbaar.atom", feeds.public_atom, name="agenda-atom"),
    path("agenda/openbaar.ics", feeds.public_calendar, name="agenda-calendar"),
    path("agenda/feed/", feeds.feed, name="agenda-feed"),
    path("agenda/feed/vernieuwen/", feeds.feed_renew, name="agenda-feed-renew"),
    path("agenda/feed/sluiten/", feeds.feed_close, name="agenda-feed-close"),
    path("feed/<str:token>/agenda.ics", feeds.own_calendar, name="agenda-own"),
    path("agenda/collegas/", registering.colleague_options, name="event-colleagues"),
    path("agenda/nieuw/", organising.event_new, name="event-new"),
    path("agenda/<int:pk>/", agenda.event, name="event"),
    path("agenda/<int:pk>/activiteit.ics", feeds.event_calendar, name="event-calendar"),
    path("agenda/<int:pk>/inschrijven/", registering.register_self, name="event-register"),
    path("agenda/<int:pk>/collega/", registering.register_colleague, name="event-colleague"),
    path("agenda/<int:pk>/bewerken/", organising.event_edit, name="event-edit"),
    path("agenda/<int:pk>/stand/", organising.event_state, name="event-state"),
    path("agenda/<int:pk>/afgelasten/", organising.event_call_off, name="event-call-off"),
    path("agenda/<int:pk>/deelnemers/", participants.list_participants, name="event-participants"),
    path(
        "agenda/<int:pk>/deelnemers/export.csv",
        participants.export_participants,
        name="event-export",
    ),
    path("agenda/<int:pk>/mailen/", participants.mail_all, name="event-mail"),
    path("agenda/<int:pk>/aanwezigheid/", participants.attendance_list, name="event-attendance"),
    path("agenda/<int:pk>/mening/", evaluating.evaluate, name="event-evaluate"),
    path("agenda/<int:pk>/evaluatie/", participants.evaluation, name="event-evaluation"),
    path("agenda/<int:pk>/materiaal/", participants.materials, name="event-materials"),
    path(
        "agenda/materiaal/<int:pk>/publiceren/",
        participants.material_publish,
        name="event-material-publish",
    ),
    path(
        "agenda/materiaal/<int:pk>/weghalen/",
        participants.material_remove,
        name="event-material-remove",
    ),
    path("agenda/inschrijving/<int:pk>/annuleren/", registering.cancel_own, name="event-cancel"),
    path(
        "agenda/inschrijving/<int:pk>/schrappen/",
        registering.cancel_participant,
        name="event-cancel-participant",
    ),
    path("agenda/inschrijving/<int:pk>/aanwezig/", participants.attendance_mark, name="event-mark"),
]
