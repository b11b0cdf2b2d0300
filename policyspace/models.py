"""Every table of every package, in one import: alembic and the mapper must see them all."""

from __future__ import annotations

from policyspace.discussion import models as discussion
from policyspace.drafting import models as drafting
from policyspace.foundation import ledger, limits
from policyspace.foundation.db import Base
from policyspace.notifications import models as notifications
from policyspace.outcomes import models as outcomes
from policyspace.people import models as people
from policyspace.reporting.searching import models as searching
from policyspace.spaces import models as spaces

PACKAGES = (ledger, limits, people, spaces, drafting, discussion, outcomes, notifications, searching)
metadata = Base.metadata
