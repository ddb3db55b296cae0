"""Run by Alembic on the connection that it is handed; nothing is configured from files."""

from alembic import context

from workbench.review.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], version_table=VERSION_TABLE, transactional_ddl=True
)
context.run_migrations()
