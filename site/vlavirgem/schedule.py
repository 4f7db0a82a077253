"""What beat rings, and how often in seconds: each task looks for itself whether there is work."""

SCHEDULE = {
    "pay-owed": {"task": "community.activity.tasks.pay", "schedule": 15},
    "deliver": {"task": "community.messaging.tasks.sweep", "schedule": 15},
    "mail-in": {"task": "community.mail_in.tasks.handle", "schedule": 30},
    "mail-forget": {"task": "community.mail_in.tasks.prune", "schedule": 3600},
    "find-missing": {"task": "community.search.tasks.catch_up", "schedule": 600},
    "find-all": {"task": "community.search.tasks.keep_whole", "schedule": 86400},
    "measure": {"task": "community.kpi.tasks.measure", "schedule": 3600},
    "review-documents": {"task": "content.library.tasks.remind", "schedule": 3600},
    "poll": {"task": "qrc.feeds.tasks.poll_due", "schedule": 20},
    "sign": {"task": "qrc.matching.tasks.sign", "schedule": 60},
    "follow-up": {"task": "qrc.cases.tasks.follow_up", "schedule": 60},
    "drills": {"task": "qrc.drills.tasks.run", "schedule": 60},
    "free": {"task": "qrc.releases.tasks.free_due", "schedule": 30},
    "bundles": {"task": "qrc.bundles.tasks.release_due", "schedule": 60},
    "prune": {"task": "qrc.feeds.tasks.prune", "schedule": 3600},
    "silence": {"task": "qrc.feeds.tasks.watch_silence", "schedule": 3600},
    "weekly": {"task": "qrc.alerts.tasks.tell_week", "schedule": 300},
}
