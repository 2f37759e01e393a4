// The shapes of what people type into account forms. Every text has a greatest length, in characters,
// and is normalized here, so that nothing behind it ever sees another form.
import { z } from "zod";
import { atMost, beforeNormalization } from "@/lib/text/characters";
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
    .check(atMost(beforeNormalization(PASSWORD_MAX_LENGTH), `Use at most ${PASSWORD_MAX_LENGTH} characters.`))
    .transform((text) => text.normalize("NFKC")),
);

/** A token from a mail. Its form is not judged here: a wrong one is an INVALID_LINK like any other. */
export const MailedToken = secret(
  z.string({ error: "The link is incomplete." }).min(1, "The link is incomplete.").check(atMost(200)),
);

export const PersonName = nameSchema(100, "Please enter your name.");
