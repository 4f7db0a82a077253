"""The named screens of where people meet: forum, moderation, groups, messages, experts, services."""

from __future__ import annotations

from tests.shots.named import (
    ADMINISTRATOR,
    EDITOR,
    FIRST,
    FIRST_ITEM,
    HELPDESK,
    NEWCOMER,
    QRC,
    STAFF,
    SUBMIT,
    VISITOR,
    Screen,
    mail,
)

QUEUE = "/nazicht/"
WAITS = "main .list-row:has-text('{}') .list-title a".format
MODERATION = (
    Screen("review", QUEUE, (EDITOR,)),
    Screen("review-none", f"{QUEUE}?why=vermoeden", (EDITOR,)),
    Screen("review-decided", f"{QUEUE}?toon=beslist", (EDITOR,)),
    Screen("review-item", QUEUE, (EDITOR,), reach=(WAITS("personeelsnummer"),)),
    Screen("review-refused", QUEUE, (EDITOR,), reach=(WAITS("personeelsnummer"),), act=(
        "label:has-text('Verbergen')", "main form.form .actions .btn")),
    Screen("review-appeal", f"{QUEUE}?why=bezwaar", (HELPDESK,), reach=(FIRST_ITEM,)),
    Screen("review-reasons", f"{QUEUE}motiveringen/", (EDITOR,)),
    Screen("review-reason", f"{QUEUE}motiveringen/nieuw/", (EDITOR,)),
    Screen("review-figures", f"{QUEUE}cijfers/", (STAFF,)),
    Screen("my-decisions", "/beslissingen/", (STAFF, ADMINISTRATOR)),
    Screen("my-decision", "/beslissingen/", (STAFF,), reach=(FIRST_ITEM,)),
    Screen("my-flags", "/signaleren/mijn/", (STAFF,)),
    Screen("house-rules", "/huisregels/", (VISITOR, STAFF)),
    Screen("my-level", "/mijn-niveau/", (STAFF, NEWCOMER)),
    Screen("levels", "/niveaus/", (EDITOR,)),
    Screen("level", "/niveaus/", (EDITOR,), reach=(FIRST,)),
    Screen("flag", "/forum/", (STAFF,), reach=(
        "main a:has-text('Welke wachtwoordkluis')", "main a:has-text('Signaleren') >> nth=0")),
    Screen("topic-moderate", "/forum/", (EDITOR,), reach=(
        "main a:has-text('Welke wachtwoordkluis')", "main a:has-text('Beheren')")),
    mail("mail-statement", "Beslissing over wat u schreef", "bob@"),
)  # fmt: skip
FORUM, TOPICS = "/forum/", "main .topic-title a"
TALK = "main .topic-title a:has-text('{}')".format
READING = (
    Screen("forum", FORUM, (VISITOR, NEWCOMER, STAFF, EDITOR)),
    Screen("forum-unread", f"{FORUM}?toon=ongelezen", (STAFF,)),
    Screen("forum-unanswered", f"{FORUM}?toon=onbeantwoord", (STAFF,)),
    Screen("forum-followed-none", f"{FORUM}?toon=volg", (NEWCOMER,)),
    Screen("forum-tag", f"{FORUM}?trefwoord=phishing", (STAFF,)),
    Screen("forum-tag-none", f"{FORUM}?trefwoord=niemandkentdit", (STAFF,)),
    Screen("forum-tags", f"{FORUM}trefwoorden/", (STAFF,)),
    Screen("forum-category", f"{FORUM}categorie/informatieveiligheid/", (STAFF,)),
    Screen("forum-warnings", f"{FORUM}categorie/waarschuwingen/", (STAFF,)),
    Screen("forum-follow", f"{FORUM}categorie/privacy/", (STAFF,), act=("main .follow summary",)),
    Screen("forum-topic", f"{FORUM}categorie/toepassingen/", (STAFF,), reach=(TALK("Loketbalie koppelen"),),
           printed=True),
    Screen("forum-topic-long", f"{FORUM}categorie/informatieveiligheid/", (STAFF,),
           reach=(TALK("Wat deed uw bestuur"),)),
    Screen("forum-topic-public", f"{FORUM}categorie/aankondigingen/", (VISITOR,), reach=(TOPICS,)),
    Screen("forum-topic-warning", f"{FORUM}categorie/waarschuwingen/", (STAFF,), reach=(TOPICS,)),
    Screen("forum-keys", FORUM, (STAFF,), act=("main .keys-open[data-connected]",), widths=(1280,)),
    Screen("forum-new", f"{FORUM}nieuw/", (STAFF, ADMINISTRATOR)),
    Screen("forum-new-refused", f"{FORUM}nieuw/", (ADMINISTRATOR,), act=(SUBMIT,)),
    Screen("forum-drafts", f"{FORUM}concepten/", (STAFF,)),
    Screen("forum-drafts-none", f"{FORUM}concepten/", (NEWCOMER,)),
    Screen("forum-feed", f"{FORUM}feed/", (STAFF,)),
    Screen("forum-categories", f"{FORUM}categorieen/", (EDITOR,)),
    Screen("forum-category-new", f"{FORUM}categorieen/nieuw/", (EDITOR,)),
    Screen("forum-category-refused", f"{FORUM}categorieen/nieuw/", (EDITOR,), act=(SUBMIT,)),
)  # fmt: skip
GROUP_LIST, TALKS, GROUP = "/groepen/", "/berichten/", "main .group-card a:has-text('{}')".format
PROJECT = GROUP("Samen een firewall")
GROUPS = (
    Screen("groups", GROUP_LIST, (STAFF, ADMINISTRATOR, EDITOR)),
    Screen("groups-none", f"{GROUP_LIST}?q=niemandkentdit", (STAFF,)),
    Screen("group", GROUP_LIST, (STAFF, ADMINISTRATOR), reach=(PROJECT,)),
    Screen("group-door", GROUP_LIST, (STAFF,), reach=(GROUP("Gebruikersgroep"),)),
    Screen("group-members", GROUP_LIST, (ADMINISTRATOR,),
           reach=(PROJECT, "main a[href$='/leden/']")),
    Screen("group-remove", GROUP_LIST, (ADMINISTRATOR,),
           reach=(PROJECT, "main a[href$='/leden/']", "main a[href$='/verwijderen/']")),
    Screen("group-announce", GROUP_LIST, (ADMINISTRATOR,),
           reach=(PROJECT, "main a[href$='/mededelen/']"), act=(SUBMIT,)),
    Screen("group-edit", GROUP_LIST, (ADMINISTRATOR,),
           reach=(PROJECT, "main a[href$='/bewerken/']")),
    Screen("group-event", GROUP_LIST, (ADMINISTRATOR,),
           reach=(PROJECT, "main a[href*='/agenda/nieuw/']")),
    Screen("group-share", GROUP_LIST, (STAFF,),
           reach=(PROJECT, "main a[href*='/voorstellen/']")),
    Screen("group-new", f"{GROUP_LIST}nieuw/", (STAFF, EDITOR)),
    Screen("group-refused", f"{GROUP_LIST}nieuw/", (STAFF,), act=(SUBMIT,)),
    Screen("groups-hidden", f"{GROUP_LIST}verborgen/", (HELPDESK,)),
    Screen("announcements", "/mededelingen/", (EDITOR,)),
    Screen("announcement-new", "/mededelingen/nieuw/", (EDITOR,)),
    Screen("members", "/leden/", (STAFF,)),
    Screen("members-none", "/leden/?q=niemandkentdit", (STAFF,)),
    Screen("member", "/leden/?q=alice", (STAFF,), reach=("main .person-card a",)),
    Screen("profile", "/mijn-profiel/", (NEWCOMER, ADMINISTRATOR)),
    Screen("profile-refused", "/mijn-profiel/", (STAFF,), act=(("#id_phone", "bel"), SUBMIT)),
    Screen("messages", TALKS, (ADMINISTRATOR,)),
    Screen("messages-none", f"{TALKS}?q=niemandkentdit", (ADMINISTRATOR,)),
    Screen("messages-empty", TALKS, (NEWCOMER,)),
    Screen("message", TALKS, (ADMINISTRATOR,), reach=("main .talk a:has-text('overstap')",)),
    Screen("message-new", f"{TALKS}nieuw/", (STAFF,)),
    Screen("message-refused", f"{TALKS}nieuw/", (STAFF,), act=(SUBMIT,)),
    Screen("blocked", f"{TALKS}geblokkeerd/", (STAFF,)),
    mail("mail-message", "Bericht van"),
    mail("mail-announcement", "Bestek ligt klaar", "bob@"),
)  # fmt: skip

NOBODY = "niemandkentdit"
FIRST_EXPERT = "main .experts h2 a"
TOGETHER = (
    Screen("experts", "/experts/", (STAFF, EDITOR)),
    Screen("experts-none", f"/experts/?q={NOBODY}", (STAFF,)),
    Screen("expert", "/experts/?q=Maes", (STAFF, EDITOR), reach=(FIRST_EXPERT,)),
    Screen("expert-ask", "/experts/?q=Maes", (STAFF,), reach=(FIRST_EXPERT, "main a[href$='/vraag/']")),
    Screen("expert-verify", "/experts/?q=Maes", (EDITOR,),
           reach=(FIRST_EXPERT, "main a[href$='/erkennen/']")),
    Screen("my-skills", "/experts/mijn/", (ADMINISTRATOR, QRC)),
    Screen("my-skill-new", "/experts/mijn/vaardigheid/", (STAFF,)),
    Screen("my-skill-refused", "/experts/mijn/vaardigheid/", (STAFF,), act=(SUBMIT,)),
    Screen("help-for-me", "/hulpvragen/", (STAFF, ADMINISTRATOR)),
    Screen("help-all", "/hulpvragen/?toon=alle", (STAFF,)),
    Screen("help-ours", "/hulpvragen/?toon=van-ons", (ADMINISTRATOR,)),
    Screen("help-ask", "/hulpvragen/nieuw/", (STAFF,)),
    Screen("help-ask-refused", "/hulpvragen/nieuw/", (STAFF,), act=(SUBMIT,)),
    Screen("help-request", "/hulpvragen/?toon=alle", (STAFF,), reach=(FIRST_ITEM,)),
    Screen("help-request-own", "/hulpvragen/?toon=van-ons", (ADMINISTRATOR,), reach=(FIRST_ITEM,)),
    Screen("help-figures", "/hulpvragen/cijfers/", (EDITOR,)),
    Screen("skill-map", "/vaardigheden/", (ADMINISTRATOR,), printed=True),
    Screen("skill-needs", "/vaardigheden/nodig/", (ADMINISTRATOR,)),
    Screen("skill-region", "/vaardigheden/vlaanderen/", (STAFF,)),
    Screen("offers", "/diensten/", (STAFF, EDITOR)),
    Screen("offers-none", f"/diensten/?q={NOBODY}", (STAFF,)),
    Screen("offer", "/diensten/?q=firewallregels", (STAFF, EDITOR), reach=(FIRST_EXPERT,)),
    Screen("offer-inquire", "/diensten/?q=loket", (STAFF,),
           reach=(FIRST_EXPERT, "main a[href$='/aanvraag/']")),
    Screen("offer-desk", "/diensten/nazicht/", (EDITOR,)),
    Screen("inquiries", "/aanvragen/", (ADMINISTRATOR,)),
    Screen("inquiry", "/aanvragen/", (ADMINISTRATOR,), reach=(FIRST_ITEM,)),
    mail("mail-help", "Hulpvraag voor u", "mia.dhondt@"),
)  # fmt: skip

COMMUNITY = (*READING, *MODERATION, *GROUPS, *TOGETHER)
