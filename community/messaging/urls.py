from django.urls import path

from community.messaging import callbacks, confirmations, stopping
from community.messaging.views import bell, confirming, outbox, preferences, quiet, twilio, webhooks
from community.messaging.views.stopping import unsubscribe

# Links in messages are built from the PATHs, without asking this table.
CONFIRM, STOP, TWILIO = confirmations.PATH, stopping.PATH, callbacks.PATH

urlpatterns = [
    path("voorkeuren/", preferences.preferences, name="preferences"),
    path("voorkeuren/stille-uren/", quiet.quiet_hours, name="quiet-hours"),
    path("voorkeuren/stille-uren/stoppen/", quiet.quiet_hours_stop, name="quiet-hours-stop"),
    path("voorkeuren/gsm/", preferences.phone_add, name="phone-add"),
    path("voorkeuren/adres/<int:pk>/wijzigen/", preferences.address_change, name="address-change"),
    path("voorkeuren/adres/<int:pk>/bevestigen/", preferences.address_ask, name="address-ask"),
    path("voorkeuren/adres/<int:pk>/stoppen/", preferences.address_stop, name="address-stop"),
    path(
        "voorkeuren/adres/<int:pk>/hervatten/", preferences.address_restart, name="address-restart"
    ),
    path(
        "voorkeuren/adres/<int:pk>/verwijderen/", preferences.address_remove, name="address-remove"
    ),
    path(f"{CONFIRM}<str:token>/", confirming.confirmation, name="confirmation"),
    path(
        f"{CONFIRM}<str:token>/opnieuw/", confirming.confirmation_again, name="confirmation-again"
    ),
    path(f"{STOP}<str:token>/", unsubscribe, name="unsubscribe"),
    path(f"{TWILIO}status/<str:token>/", twilio.twilio_status, name="twilio-status"),
    path(f"{TWILIO}inbound/", twilio.twilio_inbound, name="twilio-inbound"),
    path("meldingen/", bell.notifications, name="notifications"),
    path("meldingen/gelezen/", bell.notifications_read, name="notifications-read"),
    path("meldingen/<int:pk>/gelezen/", bell.notification_read, name="notification-read"),
    path("meldingen/aantal/", bell.bell_count, name="bell-count"),
    path("webhooks/", webhooks.webhooks, name="webhooks"),
    path("webhooks/<int:pk>/proef/", webhooks.webhook_try, name="webhook-try"),
    path("webhooks/<int:pk>/geheim/", webhooks.webhook_secret, name="webhook-secret"),
    path("webhooks/<int:pk>/verwijderen/", webhooks.webhook_remove, name="webhook-remove"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:pk>/", outbox.outbox_item, name="outbox-item"),
    path("outbox/<int:pk>/mail/", outbox.outbox_mail, name="outbox-mail"),
]
