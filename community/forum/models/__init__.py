"""What members say to each other: categories, topics and posts, and who has read how far."""

from community.forum.models.categories import Category
from community.forum.models.mailing import DigestMark, DigestWish, ReplyHandle
from community.forum.models.places import OldPlace
from community.forum.models.polls import Poll, PollOption, PollVote
from community.forum.models.posts import (
    BestAnswer,
    Draft,
    Mention,
    Post,
    PostFile,
    PostRevision,
    Quote,
    Reaction,
)
from community.forum.models.reading import (
    CategoryReader,
    ForumFeed,
    ForumReader,
    TagFollower,
    TopicReader,
)
from community.forum.models.topics import Topic, TopicLink

__all__ = [
    "BestAnswer",
    "Category",
    "CategoryReader",
    "DigestMark",
    "DigestWish",
    "Draft",
    "ForumFeed",
    "ForumReader",
    "Mention",
    "OldPlace",
    "Poll",
    "PollOption",
    "PollVote",
    "Post",
    "PostFile",
    "PostRevision",
    "Quote",
    "Reaction",
    "ReplyHandle",
    "TagFollower",
    "Topic",
    "TopicLink",
    "TopicReader",
]
