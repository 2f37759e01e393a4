// Schemas for the fields of account forms. Each text has a maximum length in characters and is normalized here, so that
// later code sees only the normalized form.
import "server-only";
import { z } from "zod";
import { atMost } from "@/lib/text/at-most";
import { beforeNormalization } from "@/lib/text/characters";
import { nameSchema } from "@/lib/text/name-schema";
import { MAX_EMAIL, parseEmail } from "./email-address";
import { PASSWORD_MAX_LENGTH } from "./passwords/length";

export const Email = z
  .string({ error: "Please enter an e-mail address." })
  .check(atMost(beforeNormalization(MAX_EMAIL), `Use at most ${MAX_EMAIL} characters.`))
  .transform((text, context) => {
    const { email, problem } = parseEmail(text);
    if (email !== null) return email;
    context.addIssue({ code: "custom", message: problem });
    return z.NEVER;
  });

const secretSchemas = new WeakSet<z.ZodType>();

/** Marks a schema whose values must never be shown again. */
export function secret<S extends z.ZodType>(schema: S): S {
  secretSchemas.add(schema);
  return schema;
}

/** Whether a form must never show the submitted value again. */
export function isSecretSchema(schema: z.ZodType): boolean {
  return secretSchemas.has(schema);
}

/** A password, normalized to the form that is hashed. lib/auth/passwords checks its rules. */
export const Password = secret(
  z
    .string({ error: "Please enter a password." })
    .min(1, "Please enter a password.")
    .check(atMost(beforeNormalization(PASSWORD_MAX_LENGTH), `Use at most ${PASSWORD_MAX_LENGTH} characters.`))
    .transform((text) => text.normalize("NFKC")),
);

/** For a user who may have no password: empty if they have none. */
export const PasswordIfAny = secret(
  z
    .union([Password, z.literal("")])
    .default("")
    .meta({ description: "Required if the user has a password.", examples: ["the keys of the old gate"] }),
);

/** A token from an email. The format is not validated: a malformed token gets INVALID_LINK, like an unknown one. */
export const MailedToken = secret(
  z.string({ error: "The link is incomplete." }).min(1, "The link is incomplete.").check(atMost(200)),
);

export const PersonName = nameSchema(100, "Please enter your name.");
