"""Why the tables of the forum need no marker of Kanarie's: what members say is said to others."""

SAID = "said to whoever reads its category (tests/community/forum/)"
UNMARKED = {
    "community.Category": "of editors, for whom it says",
    **dict.fromkeys(
        ("community.Topic", "community.Post", "community.PostRevision", "community.Poll",
         "community.PollOption"), SAID,
    ),
    **dict.fromkeys(
        ("community.Quote", "community.Mention", "community.PostFile", "community.Reaction",
         "community.BestAnswer", "community.PollVote", "community.TopicLink",
         "community.TopicReader", "community.CategoryReader", "community.TagFollower",
         "community.ForumReader"), "keys and moments",
    ),
}  # fmt: skip
