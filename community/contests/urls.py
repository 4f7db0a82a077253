from django.urls import path

from community.contests.views import keeping, members

KEEP = "winacties/beheer"
urlpatterns = [
    path("winacties/", members.contests, name="contests"),
    path("winacties/<int:pk>/", members.contest, name="contest"),
    path("winacties/<int:pk>/deelnemen/", members.contest_enter, name="contest-enter"),
    path("winacties/<int:pk>/intrekken/", members.contest_withdraw, name="contest-withdraw"),
    path("winacties/<int:pk>/reglement/", members.contest_rules, name="contest-rules"),
    path("winacties/<int:pk>/uitslag/", members.contest_result, name="contest-result"),
    path(f"{KEEP}/", keeping.keep_all, name="contests-keep"),
    path(f"{KEEP}/nieuw/", keeping.make, name="contest-new"),
    path(f"{KEEP}/<int:pk>/", keeping.keep, name="contest-keep"),
    path(f"{KEEP}/<int:pk>/bewerken/", keeping.change, name="contest-edit"),
    path(f"{KEEP}/<int:pk>/openzetten/", keeping.start, name="contest-open"),
    path(f"{KEEP}/<int:pk>/beoordelen/", keeping.decide, name="contest-judge"),
    path(f"{KEEP}/<int:pk>/bekendmaken/", keeping.tell, name="contest-publish"),
    path(f"{KEEP}/<int:pk>/<str:what>.json", keeping.audit, name="contest-audit"),
]
