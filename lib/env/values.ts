// Schemas for the values of variables. A value accepted here works wherever it is used. An error message continues a
// sentence that starts with the variable's name, and never repeats the value.
import "server-only";
import { z } from "zod";
import { atMost } from "@/lib/text/at-most";
import { parseUrl } from "@/lib/text/parse-url";
import { databaseUrlProblem } from "./database-url";

const MIN_SECRET_LENGTH = 32;
const MIN_DISTINCT_CHARACTERS = 10;
const SAMPLE_SECRET = /change[-_ ]?me|example|sample|placeholder|your[-_ ]|secret[-_ ]?key[-_ ]?here/i;
const LOCAL_PART = String.raw`[\w.!#$%&'*+/=?^\x60{|}~-]+`;
const AT_DOMAIN = String.raw`@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*`;
const ADDRESS = LOCAL_PART + AT_DOMAIN;
/** An email address alone, or in angle brackets after a display name, which may be quoted. */
const MAILBOX = new RegExp(String.raw`^(?:(?:[^\p{Cc}<>()[\]\\,;:@"]+ ?|"[^\p{Cc}"\\]+" ?)?<${ADDRESS}>|${ADDRESS})$`, "iu");

/** An email address, or a domain with its @. */
const RECIPIENT = new RegExp(`^(?:${LOCAL_PART})?${AT_DOMAIN}$`, "i");

/** Some secrets are sent in headers, so only characters that a header carries unchanged are allowed. */
export const secret = z
  .string({ error: "is missing" })
  .regex(/^[\x21-\x7e]*$/, {
    error: "must contain only visible ASCII characters, without spaces or line breaks",
    abort: true,
  })
  .min(MIN_SECRET_LENGTH, { error: `must have at least ${MIN_SECRET_LENGTH} characters`, abort: true })
  .refine((value) => !SAMPLE_SECRET.test(value), { error: "is a known sample value", abort: true })
  .refine((value) => new Set(value).size >= MIN_DISTINCT_CHARACTERS, "is not random: too few different characters");

/** A whole number. Its default, if any, is in variables.ts, because some code must see that its variable is unset. */
export const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(
      z
        .number({ error: `must be at most ${max}` })
        .min(min, `must be at least ${min}`)
        .max(max, `must be at most ${max}`),
    );

function parseServerUrl(value: string, protocols: string[]): URL | null {
  const url = parseUrl(value);
  return url && value.slice(url.protocol.length).startsWith("//") && protocols.includes(url.protocol) && url.hostname !== ""
    ? url
    : null;
}

/** The URL of a server; with credentials only if `credentials` allows them. */
export const urlOf = (protocols: string[], { credentials = false } = {}) =>
  z
    .string({ error: "is missing" })
    .refine((value) => parseServerUrl(value, protocols) !== null, {
      error: `must be a URL with ${protocols.join(" or ")}`,
      abort: true,
    })
    .refine((value) => !/[?#\s]/.test(value), {
      error: "must not contain a query or spaces; write # as %23 and ? as %3F",
      abort: true,
    })
    .refine(
      (value) => credentials || new URL(value).username + new URL(value).password === "",
      "must not contain a user or password",
    );

/** An origin (scheme, host and port), normalized to lower case as browsers send it. */
export const ownOrigin = urlOf(["http:", "https:"])
  .refine((value) => new URL(value).pathname === "/", "must be an origin, without a path")
  .transform((value) => new URL(value).origin);

export const postgresUrl = z.string({ error: "is missing" }).superRefine((value, context) => {
  const problem = databaseUrlProblem(value);
  if (problem !== null) context.addIssue({ code: "custom", message: problem });
});

export const mailbox = z
  .string({ error: "is missing" })
  .regex(MAILBOX, "must be one address, such as Gatehouse <no-reply@example.com>");

/** Shown on pages and in mail subjects. */
export const displayName = z
  .string()
  .trim()
  .check(atMost(60, "must have at most 60 characters"))
  .refine((value) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value), "must be one line, without control characters")
  .refine((value) => /[\p{L}\p{N}]/u.test(value), "must have a letter or a digit");

export const jsonStrings = z.string().transform((value, context) => {
  try {
    return z.array(z.string().min(1)).parse(JSON.parse(value));
  } catch {
    context.addIssue({ code: "custom", message: "must be a JSON array of strings" });
    return z.NEVER;
  }
});

/** Email addresses, and domains that stand for all of their addresses, in lower case. */
export const recipients = jsonStrings
  .refine(
    (entries) => entries.every((entry) => RECIPIENT.test(entry) && !entry.includes("*")),
    "must contain addresses such as ada@example.com, and domains such as @example.com",
  )
  .transform((entries) => entries.map((entry) => entry.toLowerCase()));

/** Whether an origin has exactly the form that browsers send in `Origin`, because requests must match it exactly. */
export function isExactOrigin(value: string): boolean {
  return parseServerUrl(value, ["http:", "https:"])?.origin === value && !value.includes("*");
}

/** Headers that platforms and proxies overwrite or extend, so they cannot carry the address that a proxy in front reports. */
const ADDRESS_HEADERS_OF_PLATFORMS = /^(x-forwarded(-.*)?|x-real-ip|x-vercel-.*|forwarded|via)$/;
/** Headers with another meaning, with more than an address, or with what the client has sent. */
const UNFIT_HEADERS =
  /^(host|cookie|origin|referer|authorization|user-agent|content-.*|x-gatehouse-.*|x-middleware-.*|x-origin-verify|cloudfront-viewer-address|x-azure-clientip|fastly-client-ip)$/;

/** The name of a header that contains only the client's address. */
export const addressHeader = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,63}$/i, { error: "must be the name of a header, such as cf-connecting-ip", abort: true })
  .transform((name) => name.toLowerCase())
  .refine((name) => !ADDRESS_HEADERS_OF_PLATFORMS.test(name), {
    error: "must not be a header that platforms set themselves; TRUSTED_PROXY_HOPS is for those",
  })
  .refine(
    (name) => !UNFIT_HEADERS.test(name),
    "must be a header that contains only the client's address, and that clients cannot set",
  );

const YEAR_SECONDS = 31_536_000;

/**
 * RFC 6797 §6.1 allows each directive at most once. The preload list also requires includeSubDomains and a max-age of at
 * least a year.
 */
export const transportSecurity = z.string().superRefine((value, context) => {
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  const [, age, rest = ""] = /^max-age=(\d{1,10})((?:; ?(?:includeSubDomains|preload))*)$/.exec(value) ?? [];
  const directives = rest
    .split(";")
    .map((directive) => directive.trim())
    .filter((directive) => directive !== "");
  if (age === undefined) refuse("must be a Strict-Transport-Security value");
  else if (new Set(directives).size < directives.length) refuse("must name each directive at most once");
  else if (directives.includes("preload") && (Number(age) < YEAR_SECONDS || directives.length < 2)) {
    refuse("with preload must have includeSubDomains and a max-age of at least a year");
  }
});
