"""The outbox knows how long a message is of use, and which attempts have no recorded end"""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('outgoing_messages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('good_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('attempt_began_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('outgoing_messages', schema=None) as batch_op:
        batch_op.drop_column('attempt_began_at')
        batch_op.drop_column('good_until')
