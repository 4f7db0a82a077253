"""The messages that people and organisations can cause."""

from django.utils.translation import gettext_lazy as _

from community.messaging import own_kinds
from community.messaging.enums import Channel
from community.messaging.kinds import Kind, register_kind

OF_THE_ENGINE = (own_kinds.CONFIRM_EMAIL, own_kinds.CONFIRM_PHONE, own_kinds.WEBHOOK_TEST)
"""Messages that messaging sends by itself; named here so that every process knows them."""

ACCOUNT = register_kind(
    Kind(
        "community.account",
        _("Uw account"),
        _("Bevestiging van uw e-mailadres, nieuw wachtwoord en andere mails over uw account."),
        channels=(Channel.EMAIL,),
        can_be_disabled=False,
        to_unconfirmed=True,
        priority=1,
        order=90,
    )
)
INVITATION = register_kind(
    Kind(
        "community.invitation",
        _("Uitnodiging"),
        _("Een organisatie nodigt u uit om lid te worden."),
        channels=(Channel.EMAIL,),
        can_be_disabled=False,
        to_unconfirmed=True,
        priority=3,
        order=80,
    )
)
INVITATION_USED = register_kind(
    Kind(
        "community.invitation_used",
        _("Uitnodiging met een ander adres gebruikt"),
        _("Iemand aanvaardde uw uitnodiging met een ander adres dan u opgaf."),
        can_be_disabled=False,
        order=83,
    )
)
JOIN_REQUEST = register_kind(
    Kind(
        "community.join_request",
        _("Aanvraag om aan te sluiten"),
        _("Iemand wil lid worden van een organisatie waarvan u beheerder bent."),
        order=81,
    )
)
ADDRESS_LOST = register_kind(
    Kind(
        "community.address_lost",
        _("Uw berichten komen niet aan"),
        _("Een adres of nummer van u kan onze berichten niet meer ontvangen."),
        channels=(Channel.EMAIL, Channel.SMS, Channel.WEB),
        can_be_disabled=False,
        priority=3,
        order=84,
    )
)
SMS_CAP = register_kind(
    Kind(
        "community.sms_cap",
        _("Sms-budget op"),
        _("De sms'en van uw bestuur voor deze maand zijn op."),
        can_be_disabled=False,
        order=85,
    )
)
JOIN_DECISION = register_kind(
    Kind(
        "community.join_decision",
        _("Antwoord op uw aanvraag"),
        _("Uw aanvraag is goedgekeurd of geweigerd, of uw lidmaatschap is gewijzigd."),
        can_be_disabled=False,
        order=82,
    )
)
FORUM_LIST = "forum"
FORUM_MENTION = register_kind(
    Kind(
        "community.forum_mention",
        _("Iemand noemt u in het forum"),
        _("Een bericht waarin uw naam staat."),
        list_id=FORUM_LIST,
        priority=4,
        order=60,
    )
)
FORUM_ANSWER = register_kind(
    Kind(
        "community.forum_answer",
        _("Antwoord op uw vraag of bericht"),
        _("Iemand antwoordt op wat u in het forum schreef."),
        list_id=FORUM_LIST,
        priority=4,
        order=61,
    )
)
FORUM_POST = register_kind(
    Kind(
        "community.forum_post",
        _("Nieuw bericht in wat u bewaakt"),
        _("Elk bericht in de onderwerpen, categorieën en trefwoorden die u bewaakt."),
        list_id=FORUM_LIST,
        order=62,
    )
)
FORUM_BEST = register_kind(
    Kind(
        "community.forum_best",
        _("Beste antwoord gekozen"),
        _("Uw antwoord werd het beste antwoord, of iemand koos er een op uw vraag."),
        list_id=FORUM_LIST,
        order=63,
    )
)
FORUM_DIGEST = register_kind(
    Kind(
        "community.forum_digest",
        _("Samenvatting van het forum"),
        _("Wat u nog niet las, in één bericht. Hoe vaak, kiest u hierboven."),
        list_id="forum-digest",
        order=64,
    )
)
FORUM_MAIL = register_kind(
    Kind(
        "community.forum_mail",
        _("Uw antwoord per e-mail"),
        _("Uitleg wanneer een mail van u niet, of niet helemaal, op het forum kon."),
        channels=(Channel.EMAIL,),
        can_be_disabled=False,
        priority=3,
        order=65,
    )
)
EVENT_PLACE = register_kind(
    Kind(
        "community.event_place",
        _("Uw inschrijvingen"),
        _("Bevestiging, wachtlijst, doorschuiven en annulering van uw inschrijving."),
        can_be_disabled=False,
        newest_only=True,
        priority=3,
        order=70,
    )
)
EVENT_CHANGED = register_kind(
    Kind(
        "community.event_changed",
        _("Activiteit gewijzigd of afgelast"),
        _("Een activiteit waarvoor u inschreef, krijgt een ander moment of een andere plaats, of gaat niet door."),
        can_be_disabled=False,
        newest_only=True,
        priority=3,
        order=71,
    )
)  # fmt: skip
EVENT_REMINDER = register_kind(
    Kind(
        "community.event_reminder",
        _("Herinnering aan een activiteit"),
        _("De dag voordien: waar en wanneer u verwacht wordt."),
        newest_only=True,
        order=72,
    )
)
EVENT_WORD = register_kind(
    Kind(
        "community.event_word",
        _("Bericht van de organisator"),
        _("Praktische berichten over een activiteit waarvoor u inschreef."),
        can_be_disabled=False,
        order=73,
    )
)
EVENT_EVALUATION = register_kind(
    Kind(
        "community.event_evaluation",
        _("Vraag naar uw mening"),
        _("Na een activiteit: vier korte vragen, zonder naam."),
        order=74,
    )
)
HELP_ASKED = register_kind(
    Kind(
        "community.help_asked",
        _("Hulpvragen aan u"),
        _("Iemand van een bestuur zoekt raad over iets wat u kent. Alleen als u zei dat dat mag."),
        order=75,
    )
)
HELP_NEWS = register_kind(
    Kind(
        "community.help_news",
        _("Nieuws over uw hulpvraag"),
        _("Iemand helpt u, of uw hulpvraag verliep zonder antwoord."),
        priority=3,
        order=76,
    )
)
OFFER_NEWS = register_kind(
    Kind(
        "community.offer_news",
        _("Diensten en aanvragen"),
        _(
            "Een aanvraag bij uw dienst, een beslissing van de redactie, bevestigd werk of een beoordeling."
        ),
        priority=3,
        order=77,
    )
)
FILE_VIRUS = register_kind(
    Kind(
        "community.file_virus",
        _("Virus in uw bestand"),
        _("In een bestand dat u oplaadde, werd een virus gevonden."),
        can_be_disabled=False,
        priority=3,
        order=86,
    )
)
MESSAGE_RECEIVED = register_kind(
    Kind(
        "community.message.received",
        _("Berichten van leden"),
        _("Iemand schrijft u. Hoogstens één keer per uur per gesprek, tot u het leest."),
        priority=4,
        order=60,
    )
)
GROUP = register_kind(
    Kind(
        "community.group",
        _("Uw groepen"),
        _("Uitnodigingen, vragen om erbij te komen en wat daarover beslist is."),
        order=61,
    )
)
GROUP_ANNOUNCED = register_kind(
    Kind(
        "community.group.announced",
        _("Mededelingen in uw groepen"),
        _("Een trekker deelt iets mee aan iedereen in een groep waarin u zit."),
        order=62,
    )
)
ANNOUNCED = register_kind(
    Kind(
        "community.announced",
        _("Mededelingen van VlaVirGem"),
        _("De redactie deelt iets mee aan alle leden of aan alle besturen."),
        order=63,
    )
)
STATEMENT = register_kind(
    Kind(
        "community.statement",
        _("Beslissingen over wat u schreef"),
        _("Wat een moderator besliste over een bijdrage van u, waarom, en hoe u bezwaar maakt."),
        can_be_disabled=False,
        priority=3,
        order=76,
    )
)
FLAG_OUTCOME = register_kind(
    Kind(
        "community.flag_outcome",
        _("Gevolg van uw signalen"),
        _("Wat wij deden met iets dat u signaleerde."),
        order=77,
    )
)
NOTICE = register_kind(
    Kind(
        "community.notice",
        _("Melding van illegale inhoud"),
        _("Ontvangst en gevolg van een melding door iemand zonder account."),
        channels=(Channel.EMAIL,),
        can_be_disabled=False,
        to_unconfirmed=True,
        order=87,
    )
)
REVIEW_ITEM = register_kind(
    Kind(
        "community.review_item",
        _("Berichten om na te zien"),
        _("Iets wacht op uw nazicht: een signaal, een eerste bericht of een bezwaar."),
        # Only moderators get it: a switch would be noise to everybody else.
        can_be_disabled=False,
        order=78,
    )
)
LEVEL = register_kind(
    Kind(
        "community.level",
        _("Uw niveau"),
        _("U kreeg een ander niveau, en wat u daarmee kunt."),
        order=79,
    )
)
OWN_DATA = register_kind(
    Kind(
        "community.own_data",
        _("Uw eigen gegevens"),
        _("De kopie van uw gegevens is klaar, of uw gegevens worden gewist."),
        can_be_disabled=False,
        priority=3,
        order=87,
    )
)
AWARD = register_kind(
    Kind(
        "community.award",
        _("Prestaties"),
        _("U of uw bestuur behaalde een prestatie."),
        order=76,
    )
)
CONTEST = register_kind(
    Kind(
        "community.contest",
        _("Winacties"),
        _("De uitslag van een winactie waaraan u deelnam."),
        order=77,
    )
)
