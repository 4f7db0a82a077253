"""What the house listens to: its own verbs, and what allauth tells us.

The signals are the library's; the house has none of its own.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from community.accounts.lost_addresses import lost_address, tell_holder
from community.accounts.models import User
from community.accounts.queries import is_first_second_step
from community.accounts.services import confirm_email, end_sessions
from community.activity.models import Activity
from community.activity.reactions import reaction
from community.activity.services import record
from community.activity.verbs import Verb
from community.conversations.gates import still_told
from community.conversations.telling import tell_waiting
from community.events.services import give_back_seats
from community.experts.finding import EXPERT
from community.experts.services import close_of_leaver, forget_workplace
from community.files.telling import tell_virus
from community.findable import EVENT, GROUP, TOPIC
from community.forum.digests.wishes import resume_digest, stop_digest
from community.forum.mail.gates import still_read
from community.forum.mail.muting import hear_category, hear_topic, mute_category, mute_topic
from community.forum.mail.telling import ABOUT_POSTS, tell_best, tell_post
from community.forum.mail.wording import CATEGORY_LIST, TOPIC_LIST
from community.forum.outgoing import (
    POST_IS_GONE,
    TOPIC_IS_GONE,
    free_words,
    hold_words,
    renew_quotes_of,
    renew_quotes_of_category,
    renew_quotes_of_topic,
)
from community.forum.queries.chunks import (
    all_keys,
    key_of,
    keys_in,
    keys_quoting,
    part_of,
    posts_of,
)
from community.forum.services.categories import NARROWED
from community.forum.services.following import follow_what_one_wrote
from community.forum.services.grouping import (
    follow_group,
    keep_group_category,
    unfollow_group,
)
from community.forum.suspecting import suspect
from community.groups.services import drop_unfit
from community.groups.telling import take_back_announcement, tell_announcement
from community.messaging.gates import ask_again
from community.messaging.stopping import on_stop, on_stop_one_of
from community.messaging.verbs import (
    ADDRESS_BOUNCED,
    ADDRESS_DISABLED,
    ADDRESS_STOPPED,
    SMS_CAPPED,
)
from community.notifications import FORUM_DIGEST, MESSAGE_RECEIVED
from community.offers.finding import OFFER
from community.organisations.services.allowances import tell_cap_reached
from community.organisations.services.systems import tell_administrators
from community.search.services import refresh
from community.verbs import (
    ACCOUNT_CHANGED,
    ANNOUNCED,
    ANNOUNCEMENT_WITHDRAWN,
    ANSWER_MARKED,
    CATEGORY_CHANGED,
    EVENT_CALLED_OFF,
    EVENT_CHANGED,
    EXPERT_PROFILE_CHANGED,
    FILE_REFUSED,
    GROUP_CHANGED,
    GROUP_ENDED,
    GROUP_HIDDEN,
    GROUP_JOINED,
    GROUP_LEFT,
    GROUP_STARTED,
    MEMBER_JOINED,
    MEMBER_LEFT,
    MESSAGE_WRITTEN,
    OFFER_CHANGED,
    OFFER_PUBLISHED,
    OFFER_WITHDRAWN,
    POST_EDITED,
    POST_HIDDEN,
    POST_RESTORED,
    POST_SHOWN_AGAIN,
    POST_WITHDRAWN,
    POST_WRITTEN,
    SECOND_FACTOR_ADDED,
    SECOND_FACTOR_REMOVED,
    SIGNED_IN,
    SKILL_CHANGED,
    SKILL_REMOVED,
    TOPIC_HIDDEN,
    TOPIC_MERGED,
    TOPIC_MOVED,
    TOPIC_RETAGGED,
    TOPIC_SHOWN_AGAIN,
    TOPIC_SPLIT,
    TOPIC_STARTED,
)


@receiver(account.email_confirmed, dispatch_uid="community.email_confirmed")
def keep_confirmed_email(*, email_address: EmailAddress, **kwargs: Any) -> None:
    confirm_email(user=email_address.user, email=email_address.email)


@receiver(account.user_signed_up, dispatch_uid="community.user_signed_up")
def keep_email_of_invited(*, user: User, **kwargs: Any) -> None:
    """Who signs up through an invitation's link has proved the address by that."""
    for known in EmailAddress.objects.filter(user=user, verified=True):
        confirm_email(user=user, email=known.email)


@receiver(account.user_logged_in, dispatch_uid="community.user_logged_in")
def note_sign_in(*, user: User, **kwargs: Any) -> None:
    record(SIGNED_IN, actor=user, subject=user)


@receiver(account.password_changed, dispatch_uid="community.password_changed")
@receiver(account.password_reset, dispatch_uid="community.password_reset")
def note_password(*, user: User, **kwargs: Any) -> None:
    record(ACCOUNT_CHANGED, actor=user, subject=user, fields=["password"])


@receiver(mfa.authenticator_added, dispatch_uid="community.authenticator_added")
def note_factor_added(*, user: User, authenticator: Any, request: Any, **kwargs: Any) -> None:
    _note_factor(SECOND_FACTOR_ADDED, user, authenticator)
    if is_first_second_step(user, authenticator):
        # Elsewhere somebody may have come in with the password alone.
        end_sessions(user=user, but=request.session.session_key)


@receiver(mfa.authenticator_removed, dispatch_uid="community.authenticator_removed")
def note_factor_removed(*, user: User, authenticator: Any, **kwargs: Any) -> None:
    _note_factor(SECOND_FACTOR_REMOVED, user, authenticator)


def _note_factor(verb: Verb, user: User, authenticator: Any) -> None:
    record(verb, actor=user, subject=user, factor=str(authenticator.type))


@reaction(ADDRESS_BOUNCED, key="community.tell_bounced")
def tell_bounced(activity: Activity) -> None:
    _tell_lost(activity)


@reaction(ADDRESS_DISABLED, key="community.tell_disabled")
def tell_disabled(activity: Activity) -> None:
    _tell_lost(activity)


@reaction(ADDRESS_STOPPED, key="community.tell_complained")
def tell_complained(activity: Activity) -> None:
    """Who stopped it himself knows; of a complaint his provider made he may know nothing."""
    _tell_lost(activity)


def _tell_lost(activity: Activity) -> None:
    address = lost_address(int(activity.subject_id))
    key = f"address-lost:{activity.pk}"
    if address is not None and address.user is not None:
        tell_holder(address=address, user=address.user, key=key)
    elif address is not None and address.organisation is not None:
        tell_administrators(address=address, organisation=address.organisation, key=key)


@reaction(SMS_CAPPED, key="community.tell_sms_cap")
def tell_sms_cap(activity: Activity) -> None:
    if activity.organisation is not None:
        tell_cap_reached(organisation=activity.organisation, period=activity.data["period"])


@reaction(EVENT_CHANGED, key="community.find_changed_event")
@reaction(EVENT_CALLED_OFF, key="community.find_called_off_event")
def find_event(activity: Activity) -> None:
    """A draft is announced by a change, so from here on it is found."""
    refresh(EVENT, [activity.subject_id])


@reaction(SKILL_CHANGED, key="community.find_skilled")
@reaction(SKILL_REMOVED, key="community.find_unskilled")
def find_skilled(activity: Activity) -> None:
    refresh(EXPERT, [activity.data["user"]])


@reaction(EXPERT_PROFILE_CHANGED, key="community.find_expert")
def find_expert(activity: Activity) -> None:
    refresh(EXPERT, [activity.subject_id])


@reaction(OFFER_CHANGED, key="community.find_changed_offer")
@reaction(OFFER_PUBLISHED, key="community.find_offer")
@reaction(OFFER_WITHDRAWN, key="community.forget_offer")
def find_offer(activity: Activity) -> None:
    refresh(OFFER, [activity.subject_id])


@reaction(FILE_REFUSED, key="community.tell_file_refused")
def tell_file_refused(activity: Activity) -> None:
    tell_virus(file_id=activity.data["file"])


@reaction(GROUP_STARTED, key="community.group_category")
@reaction(GROUP_CHANGED, key="community.group_category_changed")
@reaction(GROUP_HIDDEN, key="community.group_category_hidden")
@reaction(GROUP_ENDED, key="community.group_category_closed")
def keep_talk_of_group(activity: Activity) -> None:
    keep_group_category(group_id=int(activity.subject_id))


@reaction(GROUP_JOINED, key="community.follow_group")
def follow_joined_group(activity: Activity) -> None:
    follow_group(group_id=int(activity.subject_id), user_id=activity.data["user"])


@reaction(GROUP_LEFT, key="community.unfollow_group")
def forget_left_group(activity: Activity) -> None:
    group, user = int(activity.subject_id), activity.data["user"]
    unfollow_group(group_id=group, user_id=user)
    give_back_seats(group_id=group, user_id=user)


@reaction(GROUP_STARTED, key="community.find_started_group")
@reaction(GROUP_CHANGED, key="community.find_changed_group")
@reaction(GROUP_HIDDEN, key="community.find_hidden_group")
@reaction(GROUP_ENDED, key="community.find_ended_group")
def find_group(activity: Activity) -> None:
    refresh(GROUP, [activity.subject_id])


@reaction(MEMBER_LEFT, key="community.leave_groups")
@reaction(MEMBER_JOINED, key="community.keep_groups")
def follow_work(activity: Activity) -> None:
    """Who works nowhere that fits falls out of a group."""
    drop_unfit(user_id=activity.data["user"])


@reaction(MEMBER_LEFT, key="community.leave_expert")
def forget_work_of_expert(activity: Activity) -> None:
    """What he asked and was called in the name of that organisation."""
    if activity.organisation_id is not None:
        left = {"user_id": activity.data["user"], "organisation_id": activity.organisation_id}
        forget_workplace(**left)
        close_of_leaver(**left)


@reaction(MESSAGE_WRITTEN, key="community.tell_message")
def tell_message(activity: Activity) -> None:
    tell_waiting(int(activity.subject_id))


@reaction(ANNOUNCED, key="community.tell_announcement")
def tell_announced(activity: Activity) -> None:
    tell_announcement(activity.data["announcement"])


@reaction(ANNOUNCEMENT_WITHDRAWN, key="community.take_back_announcement")
def take_back_announced(activity: Activity) -> None:
    take_back_announcement(activity.data["announcement"])


@reaction(TOPIC_STARTED, key="community.suspect_topic")
@reaction(POST_WRITTEN, key="community.suspect_post")
def suspect_post(activity: Activity) -> None:
    suspect(activity.data["post"])


@reaction(POST_EDITED, key="community.suspect_edited_post")
def suspect_edited_post(activity: Activity) -> None:
    suspect(activity.data["post"], is_edited=True)


@reaction(POST_WITHDRAWN, key="community.take_back_quotes")
@reaction(POST_RESTORED, key="community.give_back_quotes")
@reaction(POST_HIDDEN, key="community.hide_quotes")
@reaction(POST_SHOWN_AGAIN, key="community.show_quotes")
def renew_quotes(activity: Activity) -> None:
    """Words that were taken back or hidden are read nowhere, also where others repeated them."""
    renew_quotes_of(int(activity.data["post"]))
    refresh(TOPIC, keys_quoting(quoted=activity.data["post"]))


@reaction(TOPIC_HIDDEN, key="community.hide_topics_quotes")
@reaction(TOPIC_SHOWN_AGAIN, key="community.show_topics_quotes")
@reaction(TOPIC_MOVED, key="community.move_quotes")
@reaction(TOPIC_MERGED, key="community.merge_quotes")
@reaction(TOPIC_SPLIT, key="community.split_quotes")
def renew_topics_quotes(activity: Activity) -> None:
    """The same for all posts of a topic: hidden, before other readers, or at another address."""
    renew_quotes_of_topic(int(activity.data["topic"]))
    refresh(TOPIC, keys_quoting(quoted__topic=activity.data["topic"]))


@reaction(CATEGORY_CHANGED, key="community.narrow_quotes")
def renew_narrowed_category(activity: Activity) -> None:
    """What fewer people read now is repeated, and found, before those alone."""
    if activity.data["done"] == NARROWED:
        category = int(activity.subject_id)
        renew_quotes_of_category(category)
        refresh(TOPIC, keys_quoting(quoted__topic__category=category))
        refresh(TOPIC, keys_in(category))


@reaction(POST_HIDDEN, key="community.forget_hidden_post")
@reaction(POST_SHOWN_AGAIN, key="community.find_post_again")
@reaction(TOPIC_STARTED, key="community.find_topic")
@reaction(POST_WRITTEN, key="community.find_post")
@reaction(POST_EDITED, key="community.find_edited_post")
@reaction(POST_WITHDRAWN, key="community.forget_withdrawn_post")
@reaction(POST_RESTORED, key="community.find_restored_post")
def find_post(activity: Activity) -> None:
    """The twenty posts among which it stands; with the first of a topic, whose title all bear, all."""
    topic, number = activity.data["topic"], activity.data["number"]
    refresh(TOPIC, all_keys(topic) if number == 1 else [key_of(topic, part_of(number))])


@reaction(TOPIC_STARTED, key="community.follow_own_topic")
@reaction(POST_WRITTEN, key="community.follow_answered_topic")
def follow_own_words(activity: Activity) -> None:
    follow_what_one_wrote(post_id=activity.data["post"])


@reaction(TOPIC_RETAGGED, key="community.find_retagged_topic")
@reaction(TOPIC_HIDDEN, key="community.forget_hidden_topic")
@reaction(TOPIC_SHOWN_AGAIN, key="community.find_topic_again")
@reaction(TOPIC_MOVED, key="community.find_moved_topic")
@reaction(TOPIC_MERGED, key="community.find_merged_topic")
@reaction(TOPIC_SPLIT, key="community.find_split_topic")
def find_all_of_topic(activity: Activity) -> None:
    """All of it: other readers, other numbers, or nobody any more."""
    refresh(TOPIC, all_keys(activity.data["topic"]))


@reaction(TOPIC_STARTED, key="community.mail_topic")
@reaction(POST_WRITTEN, key="community.mail_post")
def mail_post(activity: Activity) -> None:
    tell_post(post_id=activity.data["post"])


@reaction(ANSWER_MARKED, key="community.mail_best_answer")
def mail_best_answer(activity: Activity) -> None:
    tell_best(post_id=activity.data["post"], marked_by=activity.actor_id)


@reaction(POST_WITHDRAWN, key="community.take_back_mails")
@reaction(POST_HIDDEN, key="community.take_back_hidden_mails")
def take_back_mails(activity: Activity) -> None:
    hold_words([activity.data["post"]], reason=POST_IS_GONE)


@reaction(POST_RESTORED, key="community.give_back_mails")
@reaction(POST_SHOWN_AGAIN, key="community.give_back_hidden_mails")
def give_mails_back(activity: Activity) -> None:
    free_words([activity.data["post"]], reason=POST_IS_GONE)


@reaction(TOPIC_HIDDEN, key="community.take_back_topics_mails")
def take_back_topics_mails(activity: Activity) -> None:
    """Of each post in it; those that left are on their way."""
    hold_words(posts_of(activity.data["topic"]), reason=TOPIC_IS_GONE)


@reaction(TOPIC_SHOWN_AGAIN, key="community.give_back_topics_mails")
def give_topics_mails_back(activity: Activity) -> None:
    free_words(posts_of(activity.data["topic"]), reason=TOPIC_IS_GONE)


on_stop_one_of(
    TOPIC_LIST, mute_topic, resume=hear_topic,
    label=_("berichten over één onderwerp van het forum"),
)  # fmt: skip
on_stop_one_of(
    CATEGORY_LIST, mute_category, resume=hear_category,
    label=_("berichten uit één categorie van het forum"),
)  # fmt: skip
on_stop(FORUM_DIGEST.list_id, stop_digest, resume=resume_digest)
for guarded in ABOUT_POSTS:
    ask_again(guarded, still_read)
ask_again(MESSAGE_RECEIVED, still_told)
