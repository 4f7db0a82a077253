"""Every table of this room."""

from community.offers.models.inquiries import Review, ServiceInquiry
from community.offers.models.offers import ServiceOffer

__all__ = ["Review", "ServiceInquiry", "ServiceOffer"]
