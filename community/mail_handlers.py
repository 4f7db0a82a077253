"""Which mail the house takes in."""

from community.forum.mail.answering import ANSWERS
from community.mail_in.bounces import BOUNCES
from community.mail_in.handlers import register_mail_handler

register_mail_handler(BOUNCES)
register_mail_handler(ANSWERS)
