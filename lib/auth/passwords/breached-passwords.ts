// Checks passwords against the breach range API by k-anonymity: only five hex characters of the SHA-1 leave the machine. If
// the service is down, the password passes and the failure is logged, so that sign-up keeps working. Source:
// https://haveibeenpwned.com/API/v3#PwnedPasswords
import "server-only";
import { createHash } from "node:crypto";
import { env } from "@/lib/env/server";
import { log } from "@/lib/observability/log";
import { fetchText } from "@/lib/outbound/fetch-text";

const TIMEOUT_MS = 1_000;
const MAX_ANSWER_BYTES = 256 * 1024;
const PREFIX_LENGTH = 5;

export async function isBreached(password: string): Promise<boolean> {
  const base = env().BREACHED_PASSWORD_API_URL;
  if (base === "") return false;
  const digest = createHash("sha1").update(password, "utf8").digest("hex").toUpperCase();
  const suffix = digest.slice(PREFIX_LENGTH);
  try {
    const answer = await fetchText(new URL(digest.slice(0, PREFIX_LENGTH), base), {
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
      headers: { "Add-Padding": "true" },
    });
    return answer.split(/\r?\n/).some((line) => isHit(line, suffix));
  } catch (error) {
    log.warn("breached password check skipped", { error });
    return false;
  }
}

/** Padding entries have a count of 0. */
function isHit(line: string, suffix: string): boolean {
  const [hash, count] = line.split(":");
  return hash === suffix && Number(count) > 0;
}
