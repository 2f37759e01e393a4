// Secrets from files: NAME_FILE stands in for NAME, as secret managers and containers mount them.
import { readFileSync } from "node:fs";
import { SECRET_NAMES } from "./secret-names";

const FILE_SUFFIX = "_FILE";
/** Secrets, and addresses that may carry one. */
const FROM_FILES = [...SECRET_NAMES, "DATABASE_URL", "DIRECT_DATABASE_URL", "SMTP_URL"];

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
