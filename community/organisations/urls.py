from django.urls import path

from community.organisations.views import allowances, deciding, joining, members

urlpatterns = [
    path("start/", joining.start, name="start"),
    path("organisatie/", members.organisation, name="organisation"),
    path("organisatie/wissel/", members.switch_organisation, name="switch-organisation"),
    path("organisatie/verlaten/", members.organisation_leave, name="organisation-leave"),
    path("organisatie/uitnodigen/", members.invite_member, name="invite"),
    path("organisatie/leden/<int:pk>/rollen/", members.member_roles, name="member-roles"),
    path("organisatie/leden/<int:pk>/verwijderen/", members.member_remove, name="member-remove"),
    path(
        "organisatie/uitnodigingen/<int:pk>/intrekken/",
        members.invitation_revoke,
        name="invitation-revoke",
    ),
    path("organisatie/maildomeinen/", members.domain_add, name="domain-add"),
    path(
        "organisatie/maildomeinen/<int:pk>/verwijderen/",
        members.domain_remove,
        name="domain-remove",
    ),
    path("aanvragen/<int:pk>/goedkeuren/", deciding.request_approve, name="request-approve"),
    path("aanvragen/<int:pk>/weigeren/", deciding.request_refuse, name="request-refuse"),
    path("aanvragen/<int:pk>/intrekken/", joining.join_withdraw, name="join-withdraw"),
    path("aansluiten/", joining.join, name="join"),
    path("aansluiten/<int:pk>/", joining.join_ask, name="join-ask"),
    path("uitnodiging/<str:token>/", joining.invitation, name="invitation"),
    path("platform/sms-budgetten/", allowances.sms_allowances, name="sms-allowances"),
    path(
        "platform/sms-budgetten/<int:pk>/wegnemen/",
        allowances.sms_allowance_drop,
        name="sms-allowance-drop",
    ),
    path("helpdesk/", deciding.helpdesk, name="helpdesk"),
]
