from django.urls import path

from community.moderation.views import affected, flagging, reasons, reviewing

urlpatterns = [
    path("signaleren/mijn/", flagging.my_flags, name="my-flags"),
    path("signaleren/<int:pk>/terugnemen/", flagging.flag_withdraw, name="flag-withdraw"),
    path("signaleren/<str:kind>/<int:pk>/", flagging.flag_thing, name="flag"),
    path(
        "illegale-inhoud-melden/<str:kind>/<int:pk>/", flagging.report_illegal,
        name="report-illegal",
    ),
    path("nazicht/", reviewing.review_list, name="review-list"),
    path("nazicht/cijfers/", affected.figures, name="moderation-figures"),
    path("nazicht/motiveringen/", reasons.reason_list, name="reason-list"),
    path("nazicht/motiveringen/nieuw/", reasons.reason_edit, name="reason-new"),
    path("nazicht/motiveringen/<int:pk>/", reasons.reason_edit, name="reason-edit"),
    path("nazicht/<int:pk>/", reviewing.review_item, name="review-item"),
    path("nazicht/<int:pk>/nemen/", reviewing.review_claim, name="review-claim"),
    path("nazicht/<int:pk>/beslissen/", reviewing.review_decide, name="review-decide"),
    path("nazicht/<int:pk>/bezwaar/", reviewing.review_appeal, name="review-appeal"),
    path("nazicht/<str:kind>/<int:pk>/", reviewing.moderate, name="moderate"),
    path("beslissingen/", affected.my_decisions, name="my-decisions"),
    path("beslissingen/<int:pk>/", affected.decision_detail, name="decision"),
]  # fmt: skip
