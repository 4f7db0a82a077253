from django.urls import path

from community.experts.views import directory, mapping, own, requests

urlpatterns = [
    path("experts/", directory.experts, name="experts"),
    path("experts/vaardigheden/zoek/", directory.skill_options, name="skill-options"),
    path("experts/mijn/", own.my_skills, name="my-skills"),
    path("experts/mijn/vaardigheid/", own.my_skill_add, name="my-skill-add"),
    path("experts/mijn/vaardigheid/<int:pk>/", own.my_skill, name="my-skill"),
    path("experts/mijn/vaardigheid/<int:pk>/weg/", own.my_skill_drop, name="my-skill-drop"),
    path("experts/bevestigen/<int:pk>/", directory.skill_endorse, name="skill-endorse"),
    path("experts/<int:pk>/", directory.expert, name="expert"),
    path("experts/<int:pk>/vraag/", directory.expert_ask, name="expert-ask"),
    path("experts/<int:pk>/erkennen/", directory.expert_verify, name="expert-verify"),
    path("hulpvragen/", requests.help_requests, name="help-requests"),
    path("hulpvragen/nieuw/", requests.help_ask, name="help-ask"),
    path("hulpvragen/bereik/", requests.help_reach, name="help-reach"),
    path("hulpvragen/cijfers/", requests.help_figures, name="help-figures"),
    path("hulpvragen/<int:pk>/", requests.help_request, name="help-request"),
    path("hulpvragen/<int:pk>/antwoord/", requests.help_reply, name="help-reply"),
    path("hulpvragen/<int:pk>/verder/", requests.help_more, name="help-more"),
    path("hulpvragen/<int:pk>/sluiten/", requests.help_close, name="help-close"),
    path("vaardigheden/", mapping.skill_map, name="skill-map"),
    path("vaardigheden/nodig/", mapping.skill_needs, name="skill-needs"),
    path("vaardigheden/nodig/begin/", mapping.skill_needs_begin, name="skill-needs-begin"),
    path("vaardigheden/nodig/<int:pk>/weg/", mapping.skill_need_drop, name="skill-need-drop"),
    path("vaardigheden/vlaanderen/", mapping.skill_region, name="skill-region"),
]
