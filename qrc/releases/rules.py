"""May a revision leave by itself?"""

from __future__ import annotations

from qrc.advisories.enums import RevisionKind, Severity
from qrc.advisories.models import AdvisoryRevision
from qrc.feeds.enums import ReleasePolicy
from qrc.releases.enums import WaitReason


def why_wait(revision: AdvisoryRevision) -> WaitReason | None:
    """The reason why an editor looks first; None when it may leave at once.

    A withdrawal never waits: it only reaches who was alarmed before.
    """
    source = revision.advisory.source
    if revision.kind == RevisionKind.WITHDRAWN:
        return None
    if source.is_ours:
        return WaitReason.OURS
    if source.release_policy == ReleasePolicy.REVIEW:
        return WaitReason.POLICY
    if source.policy_pending:
        return WaitReason.UNAPPROVED
    if source.release_policy == ReleasePolicy.GRAVE and not _is_grave(revision):
        return WaitReason.NOT_GRAVE
    return None


def _is_grave(revision: AdvisoryRevision) -> bool:
    advisory = revision.advisory
    return bool(advisory.exploited) or advisory.severity == Severity.CRITICAL
