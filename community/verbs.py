"""What people and organisations tell the house."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

INVITED = register_verb("community.member.invited", _("nodigde een collega uit"))
INVITATION_REVOKED = register_verb("community.invitation.revoked", _("trok een uitnodiging in"))
JOIN_ASKED = register_verb("community.join.asked", _("vroeg om aan te sluiten"))
JOIN_WITHDRAWN = register_verb("community.join.withdrawn", _("trok een aanvraag in"))
JOIN_REFUSED = register_verb("community.join.refused", _("weigerde een aanvraag"))
MEMBER_JOINED = register_verb("community.member.joined", _("is nu lid"))
MEMBER_LEFT = register_verb("community.member.left", _("is geen lid meer"))
ROLES_CHANGED = register_verb("community.roles.changed", _("kreeg andere rollen"))
DOMAIN_ADDED = register_verb("community.domain.added", _("voegde een maildomein toe"))
DOMAIN_REMOVED = register_verb("community.domain.removed", _("verwijderde een maildomein"))
EMAIL_CONFIRMED = register_verb("community.email.confirmed", _("bevestigde een e-mailadres"))
ACCOUNT_CHANGED = register_verb("community.account.changed", _("wijzigde het eigen account"))
API_KEY_MADE = register_verb("community.api_key.made", _("maakte een API-sleutel"))
API_KEY_REVOKED = register_verb("community.api_key.revoked", _("trok een API-sleutel in"))
SIGNED_IN = register_verb("community.account.signed_in", _("meldde zich aan"))
SECOND_FACTOR_ADDED = register_verb(
    "community.second_factor.added", _("voegde een tweede stap bij het aanmelden toe")
)
SECOND_FACTOR_REMOVED = register_verb(
    "community.second_factor.removed", _("verwijderde een tweede stap bij het aanmelden")
)
FILE_STORED = register_verb("community.file.stored", _("laadde een bestand op"))
FILE_CLEARED = register_verb(
    "community.file.cleared", _("gaf een nagekeken bestand vrij"), audit=False
)
FILE_REFUSED = register_verb("community.file.refused", _("weigerde een opgeladen bestand"))
FILE_DISCARDED = register_verb("community.file.discarded", _("gooide een bestand weg"))
FILE_TEXT_READ = register_verb(
    "community.file.text_read", _("las de tekst van een bestand"), audit=False
)
FILE_TEXT_FAILED = register_verb(
    "community.file.text_failed", _("kon de tekst van een bestand niet lezen")
)
EVENT_PLANNED = register_verb("community.event.planned", _("plande een activiteit"))
EVENT_CHANGED = register_verb("community.event.changed", _("wijzigde een activiteit"))
EVENT_CALLED_OFF = register_verb("community.event.called_off", _("gelastte een activiteit af"))
EVENT_JOINED = register_verb("community.event.joined", _("schreef in voor een activiteit"))
EVENT_LEFT = register_verb("community.event.left", _("annuleerde een inschrijving"))
EVENT_MOVED_UP = register_verb("community.event.moved_up", _("schoof door van de wachtlijst"))
EVENT_ATTENDED = register_verb("community.event.attended", _("noteerde een aanwezigheid"))
EVENT_EVALUATED = register_verb("community.event.evaluated", _("beoordeelde een activiteit"))
EVENT_MAILED = register_verb("community.event.mailed", _("mailde de deelnemers"))
EVENT_MATERIAL = register_verb("community.event.material", _("publiceerde materiaal"))
SKILL_CHANGED = register_verb("community.skill.changed", _("zei iets over een eigen vaardigheid"))
"""skill (its key), level, shared, user."""
SKILL_REMOVED = register_verb("community.skill.removed", _("haalde een eigen vaardigheid weg"))
SKILL_ENDORSED = register_verb(
    "community.skill.endorsed", _("bevestigde een vaardigheid van een collega")
)
"""skill, user (whose), taken_back."""
SKILL_NEEDS_CHANGED = register_verb(
    "community.skill.needs_changed", _("wijzigde wat het bestuur aan vaardigheden nodig heeft")
)
EXPERT_PROFILE_CHANGED = register_verb(
    "community.expert.profile_changed", _("wijzigde hoe men om raad gevraagd mag worden")
)
EXPERT_VERIFIED = register_verb("community.expert.verified", _("erkende een expert"))
EXPERT_UNVERIFIED = register_verb(
    "community.expert.unverified", _("trok een erkenning als expert in")
)
EXPERT_ASKED = register_verb("community.expert.asked", _("schreef een expert"))
HELP_ASKED = register_verb("community.help.asked", _("stelde een hulpvraag"))
"""skills (their keys)."""
HELP_SENT = register_verb("community.help.sent", _("stuurde een hulpvraag naar experts"))
"""wave, people (how many)."""
HELP_REPLIED = register_verb("community.help.replied", _("antwoordde op een hulpvraag"))
"""reply, match."""
HELP_REOPENED = register_verb("community.help.reopened", _("vroeg verder voor een hulpvraag"))
HELP_CLOSED = register_verb("community.help.closed", _("sloot een hulpvraag af"))
"""is_solved."""
HELP_EXPIRED = register_verb("community.help.expired", _("liet een hulpvraag verlopen"))
HELP_HIDDEN = register_verb("community.help.hidden", _("verborg of herstelde een hulpvraag"))
"""hidden."""
OFFER_CHANGED = register_verb("community.offer.changed", _("wijzigde een dienst"))
"""fields."""
OFFER_PROPOSED = register_verb("community.offer.proposed", _("stelde een dienst voor"))
OFFER_PUBLISHED = register_verb("community.offer.published", _("publiceerde een dienst"))
OFFER_REFUSED = register_verb("community.offer.refused", _("weigerde een dienst"))
OFFER_WITHDRAWN = register_verb("community.offer.withdrawn", _("trok een dienst in"))
INQUIRY_OPENED = register_verb("community.inquiry.opened", _("deed een aanvraag bij een aanbieder"))
"""offer."""
INQUIRY_CLOSED = register_verb("community.inquiry.closed", _("sloot een aanvraag zonder opdracht"))
WORK_SAID = register_verb("community.inquiry.work_said", _("bevestigde dat het werk gedaan is"))
"""side: bestuur or aanbieder; worked: whether both said so now."""
REVIEW_GIVEN = register_verb("community.review.given", _("beoordeelde het werk van een aanbieder"))
REVIEW_ANSWERED = register_verb("community.review.answered", _("antwoordde op een beoordeling"))
REVIEW_HIDDEN = register_verb("community.review.hidden", _("verborg of herstelde een beoordeling"))
"""hidden."""
BADGE_KEY_CHANGED = register_verb("community.badge_key.changed", _("Sleutel van badges vernieuwd"))
"""Data: `kid`, the name of the new key."""
AGENDA_OPENED = register_verb("community.agenda.opened", _("opende de feed van de eigen agenda"))
AGENDA_CLOSED = register_verb("community.agenda.closed", _("sloot de feed van de eigen agenda"))
FILE_TRIED_AGAIN = register_verb(
    "community.file.tried_again", _("liet een bestand opnieuw nakijken of lezen")
)
PROFILE_CHANGED = register_verb("community.profile.changed", _("wijzigde het eigen profiel"))
PROFILE_HIDDEN = register_verb(
    "community.profile.hidden", _("verborg of herstelde wat een lid over zichzelf schreef")
)
"""hidden."""
CONVERSATION_STARTED = register_verb("community.conversation.started", _("begon een gesprek"))
"""people: to how many it speaks; never to whom, nor what."""
MESSAGE_WRITTEN = register_verb(
    "community.message.written", _("schreef in een gesprek"), audit=False
)
"""message, number: keys of what was written."""
CONVERSATION_LEFT = register_verb("community.conversation.left", _("verliet een gesprek"))
MESSAGE_HIDDEN = register_verb(
    "community.message.hidden", _("verborg een gesignaleerd privébericht")
)
"""message, decision: keys."""
MESSAGE_SHOWN = register_verb(
    "community.message.shown", _("toonde een verborgen privébericht opnieuw")
)
PERSON_BLOCKED = register_verb("community.person.blocked", _("blokkeerde iemand"))
PERSON_UNBLOCKED = register_verb("community.person.unblocked", _("hief een blokkering op"))
GROUP_STARTED = register_verb("community.group.started", _("begon een groep"))
GROUP_HIDDEN = register_verb(
    "community.group.hidden", _("verborg of herstelde de uitleg van een groep")
)
"""hidden."""
GROUP_CHANGED = register_verb("community.group.changed", _("wijzigde een groep"))
"""fields: the names of what changed."""
GROUP_ENDED = register_verb("community.group.ended", _("beëindigde een groep"))
GROUP_ASKED = register_verb("community.group.asked", _("vroeg om bij een groep te komen"))
GROUP_REFUSED = register_verb("community.group.refused", _("weigerde een vraag om erbij te komen"))
GROUP_INVITED = register_verb("community.group.invited", _("nodigde iemand uit voor een groep"))
GROUP_JOINED = register_verb("community.group.joined", _("kwam bij een groep"))
"""user: the key of who is in now."""
GROUP_LEFT = register_verb("community.group.left", _("ging uit een groep"))
"""user: the key of who is out; how: "zelf", "verwijderd" or "past-niet-meer"."""
GROUP_LEADER = register_verb("community.group.leader", _("wisselde van trekker"))
"""user, role: who holds which role now."""
ANNOUNCED = register_verb("community.announced", _("deed een mededeling"))
"""announcement, mail: its key, and whether it goes by mail."""
ANNOUNCEMENT_WITHDRAWN = register_verb(
    "community.announcement.withdrawn", _("trok een mededeling in")
)
FLAGGED = register_verb("community.moderation.flagged", _("signaleerde iets"))
"""kind, object, reason. It has no actor: who flagged stands in no trail."""
UNFLAGGED = register_verb("community.moderation.unflagged", _("nam een signaal terug"))
REVIEW_WAITING = register_verb(
    "community.moderation.waiting", _("zette iets klaar voor nazicht"), audit=False
)
DECIDED = register_verb("community.moderation.decided", _("besliste over een bijdrage"))
"""kind, object, measure, ground, found."""
DECISION_REVERSED = register_verb(
    "community.moderation.reversed", _("nam een beslissing over een bijdrage terug")
)
APPEALED = register_verb("community.moderation.appealed", _("maakte bezwaar"))
APPEAL_SETTLED = register_verb("community.moderation.appeal_settled", _("beoordeelde een bezwaar"))
REASON_KEPT = register_verb("community.moderation.reason_kept", _("bewaarde een vaste motivering"))
RULES_READ = register_verb("community.trust.rules_read", _("las de huisregels"))
LEVEL_CHANGED = register_verb("community.trust.level_changed", _("kreeg een ander niveau"))
"""before, after, assigned."""
FORUM_MAIL_TAKEN = register_verb("community.forum.mail_taken", _("antwoordde per e-mail"))
"""data: post, topic, number, known_sender (whether the From is an address of the writer), checks
(what the mail server in front said of SPF, DKIM and DMARC)."""
FORUM_MAIL_REFUSED = register_verb(
    "community.forum.mail_refused", _("kreeg een antwoord per e-mail terug")
)
"""data: why, a value of `community.forum.mail.refusals.Why`."""
FORUM_ADDRESSES_RENEWED = register_verb(
    "community.forum.addresses_renewed", _("maakte de eigen antwoordadressen ongeldig")
)
FORUM_DIGEST_CHOSEN = register_verb(
    "community.forum.digest_chosen", _("koos hoe vaak de samenvatting van het forum komt")
)
"""data: rhythm, hour."""
FORUM_DIGEST_MADE = register_verb(
    "community.forum.digest_made", _("kreeg een samenvatting van het forum"), audit=False
)
"""data: topics, posts (how many)."""
TOPIC_STARTED = register_verb("community.topic.started", _("begon een onderwerp"))
"""Its opening post is told with it: `topic`, `post`, `number` (1), `category` are keys."""
POST_WRITTEN = register_verb("community.post.written", _("schreef een antwoord"))
"""A reply that others read now; data as above."""
POST_EDITED = register_verb("community.post.edited", _("wijzigde een bericht"))
"""Data as above, with `revision` as it is now."""
POST_WITHDRAWN = register_verb("community.post.withdrawn", _("trok een bericht in"))
POST_RESTORED = register_verb("community.post.restored", _("zette een bericht terug"))
POST_REACTED = register_verb("community.post.reacted", _("reageerde op een bericht"), audit=False)
"""Data as above, with the `kind` of reaction and whether it is `wanted`."""
ANSWER_MARKED = register_verb("community.answer.marked", _("duidde een beste antwoord aan"))
ANSWER_UNMARKED = register_verb("community.answer.unmarked", _("nam een beste antwoord terug"))
TOPIC_SOLVED = register_verb("community.topic.solved", _("noemde een vraag opgelost"))
TOPIC_UNSOLVED = register_verb("community.topic.unsolved", _("noemde een vraag weer open"))
TOPIC_RETAGGED = register_verb(
    "community.topic.retagged", _("wijzigde de trefwoorden van een onderwerp")
)
"""Of its opening post, as above, with the tags that it had (`was`) and has (`tags`)."""
CATEGORY_CHANGED = register_verb(
    "community.category.changed", _("wijzigde een categorie van het forum")
)
"""Data: what was done, `made`, `changed`, `narrowed`, `moved`, `archived` or `opened`."""
FORUM_FEED_OPENED = register_verb("community.forum_feed.opened", _("opende een feed van het forum"))
FORUM_FEED_CLOSED = register_verb("community.forum_feed.closed", _("sloot een feed van het forum"))
POST_HIDDEN = register_verb("community.post.hidden", _("verborg een bericht"))
POST_SHOWN_AGAIN = register_verb("community.post.shown_again", _("zette een bericht terug"))
POST_FILES_TAKEN = register_verb(
    "community.post.files_taken", _("haalde de bestanden van een bericht weg")
)
POST_FILES_BACK = register_verb(
    "community.post.files_back", _("zette de bestanden van een bericht terug")
)
TOPIC_HIDDEN = register_verb("community.topic.hidden", _("verborg een onderwerp"))
TOPIC_SHOWN_AGAIN = register_verb("community.topic.shown_again", _("zette een onderwerp terug"))
TOPIC_LOCKED = register_verb("community.topic.locked", _("sloot een onderwerp"))
TOPIC_UNLOCKED = register_verb("community.topic.unlocked", _("heropende een onderwerp"))
TOPIC_PINNED = register_verb("community.topic.pinned", _("zette een onderwerp vast of los"))
TOPIC_MOVED = register_verb("community.topic.moved", _("verplaatste een onderwerp"))
TOPIC_MERGED = register_verb("community.topic.merged", _("voegde onderwerpen samen"))
TOPIC_SPLIT = register_verb("community.topic.split", _("splitste een onderwerp"))
"""Of all these: topic, post, number, category and decision; `was` of a move, `into` and `moved` of the
last two."""
DATA_COPY_ASKED = register_verb(
    "community.data_copy.asked", _("vroeg een kopie van de eigen gegevens")
)
DATA_COPIED = register_verb(
    "community.data_copy.made", _("maakte een kopie van iemands gegevens"), audit=False
)
DATA_COPY_TAKEN = register_verb(
    "community.data_copy.taken", _("haalde de kopie van de eigen gegevens op")
)
ERASURE_ASKED = register_verb("community.erasure.asked", _("vroeg om de eigen gegevens te wissen"))
ERASURE_CANCELLED = register_verb("community.erasure.cancelled", _("blies het wissen af"))
ERASURE_DONE = register_verb("community.erasure.done", _("wiste iemands gegevens"))
KEPT_LET_GO = register_verb(
    "community.kept.let_go", _("wiste wat na het wissen nog bewaard moest worden")
)
ACHIEVEMENT_CHANGED = register_verb("community.achievement.changed", _("wijzigde een prestatie"))
"""A new one too. Data: `fields`, and `rule` (key) when a version of its rule was written."""
ACHIEVEMENT_STARTED = register_verb("community.achievement.started", _("zette een prestatie aan"))
"""Data: `rule`, the key of the version that hands out from now on."""
ACHIEVEMENT_STOPPED = register_verb("community.achievement.stopped", _("stopte een prestatie"))
AWARD_EARNED = register_verb("community.award.earned", _("behaalde een prestatie"))
"""Subject: the award. Data: `achievement`, `rule` (keys), `period`."""
AWARD_GIVEN = register_verb("community.award.given", _("gaf een prestatie"))
"""By an editor. Data: `achievement`, `user` (keys; None when it went to an organisation)."""
AWARD_REVOKED = register_verb("community.award.revoked", _("nam een prestatie terug"))
"""Data: `achievement` (key), `by_rule`."""
AWARD_BADGE_ISSUED = register_verb(
    "community.award.badge_issued", _("vroeg een bewijs van een prestatie")
)
AWARDS_SHOWING_CHANGED = register_verb(
    "community.award.showing_changed", _("koos of anderen de prestaties zien")
)
"""Data: `hides`."""
CONTEST_CHANGED = register_verb("community.contest.changed", _("wijzigde een winactie"))
"""A new one too. Data: `fields`."""
CONTEST_OPENED = register_verb("community.contest.opened", _("zette een winactie open"))
"""Data: `key_sha256`, the seal on the right answers."""
CONTEST_CLOSED = register_verb("community.contest.closed", _("sloot een winactie af"))
"""At its deadline. Data: `entries`, `sha256` of the frozen list."""
CONTEST_JUDGED = register_verb("community.contest.judged", _("beoordeelde een winactie"))
"""Data: `sha256` of the judgement, `winners` (how many)."""
CONTEST_PUBLISHED = register_verb("community.contest.published", _("maakte een uitslag bekend"))
CONTEST_ENTERED = register_verb("community.contest.entered", _("nam deel aan een winactie"))
"""Again at each change of the answers. Subject: the entry."""
CONTEST_WITHDRAWN = register_verb("community.contest.withdrawn", _("trok een deelname in"))
