from django.urls import path

from community.kpi import views

urlpatterns = [
    path("indicatoren/", views.indicator_list, name="indicators"),
    path("indicatoren/export.csv", views.indicator_export, name="indicators-export"),
]
