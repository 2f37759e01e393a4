// Secrets from files: NAME_FILE stands in for NAME, as secret managers and containers mount them.
import { readFileSync } from "node:fs";

const FILE_SUFFIX = "_FILE";
const FROM_FILES = [
  "DATABASE_URL",
  "DIRECT_DATABASE_URL",
  "JWT_SECRET_KEY",
  "JWT_SECRET_KEY_PREVIOUS",
  "ENCRYPTION_KEY",
  "ENCRYPTION_KEY_PREVIOUS",
  "CRON_SECRET",
  "CRON_SECRET_PREVIOUS",
  "SMTP_URL",
];

/** `source` with each NAME_FILE read into NAME; unreadable files and names given twice are problems. */
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
    } catch {
      problems.push(`${name}${FILE_SUFFIX} cannot be read`);
    }
  }
  return { values, problems };
}
