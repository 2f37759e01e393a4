// Gives each test worker its own database, cloned from the migrated template when the worker first needs it.
import { createDatabase } from "../../scripts/postgres/databases";
import { administrationUrl, databaseUrl, templateDatabase, workerDatabase } from "./databases";
import { startFile } from "./environment";

await createDatabase(administrationUrl, workerDatabase, templateDatabase);
startFile(databaseUrl);
