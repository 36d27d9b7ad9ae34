"""Every model of every feature, for what needs the whole schema: migrations and tests."""

import backend.audit.models
import backend.billing.models
import backend.contracts.models
import backend.conversations.models
import backend.desk.models
import backend.feedback.models
import backend.handoff.models
import backend.identity.models
import backend.members.models
import backend.notifications.models
import backend.orders.models
import backend.sign_in.models
import backend.slack.acts.models
import backend.slack.models
import backend.slack.told.models
import backend.staff.models
import backend.tickets.models  # noqa: F401
