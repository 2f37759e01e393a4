// Converts an email address to its only normal form, or returns a message that says why the text is not valid.
import "server-only";
import { domainToASCII } from "node:url";
import { countCharacters } from "@/lib/text/characters";

export const MAX_EMAIL = 254; // RFC 5321 §4.5.3.1.3, without the angle brackets
const MAX_LOCAL_PART = 64; // RFC 5321 §4.5.3.1.1
const LOCAL_PART = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$/;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** The conversion to ASCII uses the URL parser. Characters that end or encode a host must not reach that parser. */
const ENDS_A_HOST = /[/?#\\%:[\]\s]/;

const INCOMPLETE = "Please enter a full e-mail address, like name@example.com.";

export type ParsedEmail = { email: string; problem: null } | { email: null; problem: string };

/** Trimmed, NFKC, lower case, with the domain in ASCII form. */
export function parseEmail(text: string): ParsedEmail {
  const parts = text.trim().normalize("NFKC").toLowerCase().split("@");
  if (countCharacters(parts.join("@")) > MAX_EMAIL) return refused(`Use at most ${MAX_EMAIL} characters.`);
  if (parts.length > 2) return refused("Please use @ only once.");
  const [local = "", domain = ""] = parts;
  if (local === "" || domain === "") return refused(INCOMPLETE);
  const ascii = ENDS_A_HOST.test(domain) ? "" : domainToASCII(domain);
  const problem = localPartProblem(local) ?? domainProblem(domain, ascii);
  if (problem !== null) return refused(problem);
  const email = `${local}@${ascii}`;
  return email.length > MAX_EMAIL ? refused(`Use at most ${MAX_EMAIL} characters.`) : { email, problem: null };
}

function refused(problem: string): ParsedEmail {
  return { email: null, problem };
}

function localPartProblem(local: string): string | null {
  if (/\s/.test(local)) return "Please remove the spaces.";
  if (!LOCAL_PART.test(local)) {
    return "Before the @, use only the letters a to z, digits and symbols such as . _ - +. Accented letters and other scripts are not supported there.";
  }
  return local.length > MAX_LOCAL_PART ? `Use at most ${MAX_LOCAL_PART} characters before the @.` : null;
}

function domainProblem(domain: string, ascii: string): string | null {
  if (/\s/.test(domain)) return "Please remove the spaces.";
  if (!domain.includes(".")) return "Please enter the full domain after the @, such as example.com.";
  return DOMAIN.test(ascii) ? null : "The part after the @ is not a valid domain. Please enter one such as example.com.";
}
