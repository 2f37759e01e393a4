// The shapes of what people type into account forms. Every text has a greatest length, in characters,
// and is normalized here, so that nothing behind it ever sees another form.
import { domainToASCII } from "node:url";
import { z } from "zod";

const MAX_EMAIL = 254; // RFC 5321 §4.5.3.1.3, less the angle brackets
const LOCAL_PART = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
// Control, format and separator characters have no place in a name: they forge lines and hide text.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

/** Trimmed, NFKC, lower case, domain in ASCII form; null if it is no address. */
export function normalizeEmail(text: string): string | null {
  const parts = text.trim().normalize("NFKC").toLowerCase().split("@");
  if (parts.length !== 2) return null;
  const [local = "", domain = ""] = parts;
  // The conversion below parses a URL's host: what ends or encodes one must not slip through.
  if (/[/?#\\%:[\]\s]/.test(domain)) return null;
  const ascii = domainToASCII(domain);
  const email = `${local}@${ascii}`;
  return LOCAL_PART.test(local) && DOMAIN.test(ascii) && email.length <= MAX_EMAIL ? email : null;
}

export const Email = z
  .string({ error: "Please enter an e-mail address." })
  .max(320, "This address is too long.")
  .transform((text, context) => {
    const email = normalizeEmail(text);
    if (email !== null) return email;
    context.addIssue({ code: "custom", message: "Please enter a full e-mail address, like name@example.com." });
    return z.NEVER;
  });

const secretSchemas = new WeakSet<z.ZodType>();

function secret<S extends z.ZodType>(schema: S): S {
  secretSchemas.add(schema);
  return schema;
}

/** Whether a form must never show this value again. */
export function isSecretSchema(schema: z.ZodType): boolean {
  return secretSchemas.has(schema);
}

/** A password as typed, in the form that is hashed. Its rules are checked by lib/auth/passwords. */
export const Password = secret(
  z
    .string({ error: "Please enter a password." })
    .min(1, "Please enter a password.")
    .max(1024, "Use at most 128 characters.")
    .transform((text) => text.normalize("NFKC")),
);

/** A token from a mail. Its form is not judged here: a wrong one is an INVALID_LINK like any other. */
export const MailedToken = secret(z.string({ error: "The link is incomplete." }).min(1, "The link is incomplete.").max(200));

export function nameSchema(max: number, missing: string) {
  return z
    .string({ error: missing })
    .max(max * 4, `Use at most ${max} characters.`)
    .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
    .pipe(
      z
        .string()
        .min(1, missing)
        .max(max, `Use at most ${max} characters.`)
        .refine((text) => !UNPRINTABLE.test(text), "Please leave out invisible characters."),
    );
}

export const PersonName = nameSchema(100, "Please enter your name.");
export const OrganizationName = nameSchema(80, "Please enter the name of the organization.");
