from django.urls import path

from community.forum.views import mailing

urlpatterns = [
    path("forum/samenvatting/", mailing.digest, name="forum-digest"),
    path("forum/antwoordadressen/", mailing.renew, name="forum-addresses-renew"),
]
