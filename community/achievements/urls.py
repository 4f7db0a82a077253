from django.urls import path

from community.achievements.views import keeping, members, proofs

KEEP = "prestaties/beheer"
urlpatterns = [
    path("prestaties/", members.mine, name="achievements"),
    path("prestaties/tonen/", members.show_mine, name="achievements-show"),
    path("prestaties/bestuur/", members.government, name="achievements-government"),
    path("prestaties/bestuur/tonen/", members.show_government, name="achievements-government-show"),
    path("prestaties/<int:pk>/", members.achievement, name="achievement"),
    path("prestaties/uitreiking/<uuid:pk>/bewijs/", members.badge_ask, name="award-badge"),
    path(f"{KEEP}/", keeping.keep_all, name="achievements-keep"),
    path(f"{KEEP}/nieuw/", keeping.define, name="achievement-new"),
    path(f"{KEEP}/<int:pk>/", keeping.keep, name="achievement-keep"),
    path(f"{KEEP}/<int:pk>/bewerken/", keeping.change, name="achievement-edit"),
    path(f"{KEEP}/<int:pk>/regel/", keeping.change_rule, name="achievement-rule"),
    path(f"{KEEP}/<int:pk>/aanzetten/", keeping.start, name="achievement-start"),
    path(f"{KEEP}/<int:pk>/stoppen/", keeping.end, name="achievement-stop"),
    path(f"{KEEP}/<int:pk>/geven/", keeping.give_one, name="achievement-give"),
    path(f"{KEEP}/uitreiking/<uuid:pk>/terugnemen/", keeping.take_one, name="award-take-back"),
    path("badges/uitreikingen/<uuid:pk>/", proofs.award_proof, name="award-proof"),
    path("badges/uitreikingen/<uuid:pk>.jwt", proofs.award_jwt, name="award-jwt"),
    path("badges/uitreikingen/ingetrokken.json", proofs.awards_revoked, name="awards-revoked"),
    path("badges/prestaties/<uuid:uid>.json", proofs.achievement_json, name="achievement-json"),
]
