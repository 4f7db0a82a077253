from django.urls import path

from qrc.subscriptions import views

urlpatterns = [
    path("qrc/abonnement/", views.my_subscription, name="my-subscription"),
    path("qrc/abonnement/nieuw/", views.add_subscription, name="subscription-add"),
    path("qrc/abonnement/voorproef/", views.preview_subscription, name="subscription-preview"),
    path("qrc/abonnement/<int:pk>/", views.change_subscription, name="subscription-change"),
    path("qrc/abonnement/<int:pk>/stop/", views.end_subscription, name="subscription-stop"),
]
