-- CreateTable
CREATE TABLE "database_environment" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "environment" TEXT NOT NULL,

    CONSTRAINT "database_environment_pkey" PRIMARY KEY ("id")
);

-- The environment to which this database belongs. `npm run migrate` writes the row. Until then there is none, and no preview
-- deployment uses the database. No role but the owner may read or write it: it is read before a connection is used.
ALTER TABLE "database_environment"
  ADD CONSTRAINT "database_environment_one_row" CHECK ("id"),
  ADD CONSTRAINT "database_environment_known" CHECK ("environment" IN ('dev', 'test', 'beta', 'prod'));
