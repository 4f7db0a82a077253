from django.urls import path

from community.groups.views import announcing, entering, managing, people, reading

urlpatterns = [
    path("groepen/", reading.groups, name="groups"),
    path("groepen/nieuw/", managing.group_new, name="group-new"),
    path("groepen/verborgen/", managing.hidden_groups, name="groups-hidden"),
    path("groepen/<int:pk>/", reading.group, name="group"),
    path("groepen/<int:pk>/bewerken/", managing.group_edit, name="group-edit"),
    path("groepen/<int:pk>/beeindigen/", managing.group_end, name="group-end"),
    path("groepen/<int:pk>/erbij/", entering.group_join, name="group-join"),
    path("groepen/<int:pk>/vragen/", entering.group_ask, name="group-ask"),
    path("groepen/<int:pk>/vraag-terugnemen/", entering.group_take_back, name="group-take-back"),
    path("groepen/<int:pk>/verlaten/", entering.group_leave, name="group-leave"),
    path("groepen/<int:pk>/leden/", people.group_members, name="group-members"),
    path("groepen/<int:pk>/uitnodigen/", people.group_invite, name="group-invite"),
    path("groepen/<int:pk>/mededelen/", announcing.group_announce, name="group-announce"),
    path("groepen/lid/<int:pk>/rol/", people.member_role, name="group-member-role"),
    path("groepen/lid/<int:pk>/verwijderen/", people.member_remove, name="group-member-remove"),
    path("groepen/vraag/<int:pk>/", people.request_decide, name="group-request"),
    path("groepen/uitnodiging/<int:pk>/", entering.invitation_answer, name="group-invitation"),
    path("mededelingen/", announcing.announcements, name="announcements"),
    path("mededelingen/nieuw/", announcing.announcement_new, name="announcement-new"),
    path(
        "mededelingen/<int:pk>/intrekken/",
        announcing.announcement_withdraw,
        name="announcement-withdraw",
    ),
    path(
        "mededelingen/<int:pk>/sluiten/",
        announcing.announcement_dismiss,
        name="announcement-dismiss",
    ),
]
