from django.urls import path

from qrc.emergencies import views

urlpatterns = [
    path("qrc/getroffen/", views.emergency, name="emergency"),
    path("qrc/getroffen/wijzigen/", views.emergency_change, name="emergency-change"),
]
