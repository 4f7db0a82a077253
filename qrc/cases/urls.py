from django.urls import path

from qrc.cases import links, views

# Links in messages are built from the PATH, without asking this table.
urlpatterns = [
    path("qrc/ons/", views.case_list, name="cases"),
    path("qrc/ons/export.csv", views.case_export, name="cases-export"),
    path("qrc/ons/stand/", views.cases_change, name="cases-change"),
    path("qrc/ons/<int:pk>/", views.case_detail, name="case"),
    path("qrc/ons/<int:pk>/stand/", views.case_change, name="case-change"),
    path("qrc/ons/<int:pk>/gezien/", views.case_acknowledge, name="case-acknowledge"),
    path(f"{links.PATH}<str:token>", views.acknowledgement, name="acknowledge"),
]
