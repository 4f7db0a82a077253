from django.urls import path

from qrc.feeds import views

urlpatterns = [
    path("qrc/bronnen/", views.source_list, name="source-list"),
    path("qrc/bronnen/nieuw/", views.source_add, name="source-add"),
    path("qrc/bronnen/gezondheid/", views.source_health, name="source-health"),
    path(
        "qrc/bronnen/gezondheid/export.csv", views.source_health_export, name="source-health-export"
    ),
    path("qrc/bronnen/<int:pk>/", views.source_detail, name="source-detail"),
    path("qrc/bronnen/<int:pk>/wijzigen/", views.source_change, name="source-change"),
    path("qrc/bronnen/<int:pk>/proefhalen/", views.source_try, name="source-try"),
    path("qrc/bronnen/<int:pk>/intrekkingen/", views.source_judge, name="source-judge"),
    path("qrc/bronnen/<int:pk>/ophalen/", views.source_poll, name="source-poll"),
    path("qrc/bronnen/<int:pk>/schakelen/", views.source_switch, name="source-switch"),
    path("qrc/bronnen/<int:pk>/volgen/", views.source_follow, name="source-follow"),
    path("qrc/bronnen/<int:pk>/goedkeuren/", views.source_approve, name="source-approve"),
]
