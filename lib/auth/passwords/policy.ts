// The rules for a new password (NIST SP 800-63B-4 §3.1.1): a minimum length, and no password that attackers try first. There
// are no composition rules. Expects the NFKC form.
import "server-only";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { countCharacters } from "@/lib/text/characters";
import { isBreached } from "./breached-passwords";
import { commonPasswords } from "./common-passwords";
import { PASSWORD_MAX_LENGTH, passwordLength } from "./length";

/** Minimum lengths: of a context word, and of the rest of a password after its context words are removed. */
const MIN_WORD = 3;
const MIN_REMAINDER = 6;

export interface PasswordContext {
  email: string;
  name: string;
}

/** The message of the rule that a password breaks, or null. Makes no network request. */
export function passwordProblem(password: string, context: PasswordContext): string | null {
  const length = passwordLength(password);
  const least = env().PASSWORD_MIN_LENGTH;
  if (length < least) return `Use at least ${least} characters.`;
  if (length > PASSWORD_MAX_LENGTH) return `Use at most ${PASSWORD_MAX_LENGTH} characters.`;
  if (commonPasswords().has(password.toLowerCase())) return "This password is too common. Please choose another.";
  if (isMadeOfContext(password.toLowerCase(), context)) {
    return "This password is too similar to your name, your e-mail address or the name of this app.";
  }
  return null;
}

function isMadeOfContext(password: string, context: PasswordContext): boolean {
  const [local = ""] = context.email.split("@");
  const words = [context.email, local, context.name, ...context.name.split(/\s+/), env().APP_NAME]
    .map((word) => word.normalize("NFKC").toLowerCase())
    .filter((word) => countCharacters(word) >= MIN_WORD)
    .sort((a, b) => b.length - a.length);
  const rest = words.reduce((text, word) => text.replaceAll(word, ""), password);
  return countCharacters(rest) < MIN_REMAINDER && rest !== password;
}

/** @throws AppError VALIDATION_ERROR on `field` if the password breaks a rule */
export async function requireGoodPassword(password: string, context: PasswordContext, field: string): Promise<void> {
  const problem =
    passwordProblem(password, context) ??
    ((await isBreached(password)) ? "This password is known from a data breach. Please choose another." : null);
  if (problem) throw new AppError("VALIDATION_ERROR", { fields: { [field]: problem } });
}
