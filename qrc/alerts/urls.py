from django.urls import path

from qrc.alerts import views

urlpatterns = [
    path("qrc/waarschuwingen/", views.advisory_list, name="advisory-list"),
    path("qrc/waarschuwingen/export.csv", views.advisory_export, name="advisory-export"),
    path("qrc/waarschuwingen/<int:pk>/", views.advisory_detail, name="advisory-detail"),
    path("waarschuwingen/", views.public_list, name="public-list"),
    path("waarschuwingen/export.csv", views.public_export, name="public-export"),
    path("waarschuwingen/<int:pk>/", views.public_detail, name="public-detail"),
    path("w/<int:pk>", views.short, name="short"),
    path("qrc/weekoverzicht/", views.my_week, name="my-week"),
    path("qrc/verzendregister/", views.ledger_list, name="ledger"),
    path("qrc/verzendregister/export.csv", views.ledger_export, name="ledger-export"),
    path("qrc/verzendregister/<int:pk>/", views.ledger_detail, name="ledger-detail"),
    path("qrc/verzendregister/<int:pk>/opnieuw/", views.ledger_resend, name="ledger-resend"),
    path("qrc/verzendregister/<int:pk>/navragen/", views.ledger_ask, name="ledger-ask"),
]
