// Secrets from files: NAME_FILE replaces NAME, for secret managers and containers that mount files.
import "server-only";
import { readFileSync } from "node:fs";
import { SECRET_NAMES } from "./secret-names";

const FILE_SUFFIX = "_FILE";
/** The variables that can come from files: secrets, values that may contain one, and the id that belongs to a secret. */
const FROM_FILES = [
  ...SECRET_NAMES,
  "GOOGLE_CLIENT_ID",
  "DATABASE_URL",
  "DIRECT_DATABASE_URL",
  "SMTP_URL",
  "OTEL_EXPORTER_OTLP_HEADERS",
];

/** Reads each NAME_FILE in `source` into NAME. Reports an unreadable or empty file, and a variable that is set both ways. */
export function readSecretFiles(source: Record<string, string | undefined>) {
  const values = { ...source };
  const problems: string[] = [];
  for (const name of FROM_FILES) {
    const path = source[name + FILE_SUFFIX];
    if (!path) continue;
    if (source[name]) {
      problems.push(`${name} and ${name}${FILE_SUFFIX} are both set`);
      continue;
    }
    try {
      values[name] = readFileSync(path, "utf8").trim();
      // Otherwise a feature would silently be off, or an endpoint open.
      if (values[name] === "") problems.push(`${name}${FILE_SUFFIX} is empty`);
    } catch {
      problems.push(`${name}${FILE_SUFFIX} cannot be read`);
    }
  }
  return { values, problems };
}
