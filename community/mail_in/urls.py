from django.urls import path

from community.mail_in import views

urlpatterns = [path("platform/inkomende-mail/", views.incoming_mail, name="incoming-mail")]
