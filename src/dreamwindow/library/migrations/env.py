"""What Alembic runs: the migrations, over the connection that the catalogue passes in."""

from __future__ import annotations

from alembic import context

from dreamwindow.library.catalogue.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
