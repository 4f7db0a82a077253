"""What Twilio calls: the fate of an SMS, and an SMS that came in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from twilio.twiml.messaging_response import MessagingResponse

from community.messaging.callbacks import delivery_of, is_from_twilio, note_answer, note_status

SIGNATURE = "X-Twilio-Signature"


@csrf_exempt
@login_not_required
@require_POST
def twilio_status(request: HttpRequest, token: str) -> HttpResponse:
    """403 for a forged call; 204 for any other, known or not: Twilio need not ask again."""
    if not _is_signed(request):
        return HttpResponse(status=403)
    delivery_id = delivery_of(token)
    if delivery_id is not None:
        note_status(delivery_id=delivery_id, params=request.POST.dict())
    return HttpResponse(status=204)


@csrf_exempt
@login_not_required
@require_POST
def twilio_inbound(request: HttpRequest) -> HttpResponse:
    if not _is_signed(request):
        return HttpResponse(status=403)
    note_answer(params=request.POST.dict())
    return HttpResponse(str(MessagingResponse()), content_type="application/xml")


def _is_signed(request: HttpRequest) -> bool:
    return is_from_twilio(
        path=request.get_full_path(),
        params=request.POST,
        signature=request.headers.get(SIGNATURE, ""),
    )
