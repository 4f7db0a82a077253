from django.urls import path

from community.credentials import views

urlpatterns = [
    path("badges/uitgever.json", views.badge_issuer, name="badge-issuer"),
    path("badges/sleutels.json", views.badge_keys, name="badge-keys"),
]
