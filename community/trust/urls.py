from django.urls import path

from community.trust import views

urlpatterns = [
    path("mijn-niveau/", views.my_level, name="my-level"),
    path("huisregels/", views.house_rules, name="house-rules"),
    path("huisregels/gelezen/", views.house_rules_read, name="house-rules-read"),
    path("niveaus/", views.level_list, name="level-list"),
    path("niveaus/<int:pk>/", views.level_edit, name="level-edit"),
]
