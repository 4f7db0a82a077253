from django.urls import path

from community.offers.views import cards, inquiries

urlpatterns = [
    path("diensten/", cards.offers, name="offers"),
    path("diensten/mijn/", cards.own, name="own-offers"),
    path("diensten/nieuw/", cards.offer_new, name="offer-new"),
    path("diensten/nazicht/", cards.desk, name="offer-desk"),
    path("diensten/<int:pk>/", cards.offer, name="offer"),
    path("diensten/<int:pk>/bewerken/", cards.offer_edit, name="offer-edit"),
    path("diensten/<int:pk>/voorstellen/", cards.offer_submit, name="offer-submit"),
    path("diensten/<int:pk>/intrekken/", cards.offer_withdraw, name="offer-withdraw"),
    path("diensten/<int:pk>/beslissen/", cards.offer_decide, name="offer-decide"),
    path("diensten/<int:pk>/aanvraag/", inquiries.offer_inquire, name="offer-inquire"),
    path("aanvragen/", inquiries.inquiries, name="inquiries"),
    path("aanvragen/<int:pk>/", inquiries.inquiry, name="inquiry"),
    path("aanvragen/<int:pk>/werk/", inquiries.inquiry_worked, name="inquiry-worked"),
    path("aanvragen/<int:pk>/sluiten/", inquiries.inquiry_close, name="inquiry-close"),
    path("aanvragen/<int:pk>/beoordelen/", inquiries.inquiry_review, name="inquiry-review"),
    path("beoordelingen/<int:pk>/antwoord/", inquiries.review_answer, name="review-answer"),
]
