// Lets seeded users act through the product's own operations, and reads their mail.
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Actor, Caller } from "@/lib/access/actor";
import { SEED_PASSWORD as PASSWORD } from "@/lib/auth/seed-domain";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { readDevMailbox } from "@/lib/email/dev-mailbox";
import { drainOutbox } from "@/lib/email/drain-outbox";
import { AppError } from "@/lib/errors/app-error";

export { PASSWORD };

const MAIL_TIMEOUT_MS = 20_000;
const POLL_MS = 50;
const TOKEN = /\?token=([A-Za-z0-9_-]{43})$/;

/** Older mail is ignored, because earlier runs may have left mail in this mailbox with links for another database. */
const startedAt = new Date().toISOString();
const sessions = new Map<string, string>();

function callerOf(actor: Actor): Caller {
  return {
    actor,
    request: {
      requestId: randomUUID(),
      ipAddress: "127.0.0.1",
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      deviceCookie: null,
      signUpFlow: null,
      oauthFlow: null,
    },
  };
}

export function asStranger(): Caller {
  return callerOf({ kind: "anonymous" });
}

export function rememberSession(email: string, token: string): void {
  sessions.set(email, token);
}

/**
 * The token of a session, or null if the seed's password does not work, because a developer changed the password or
 * suspended the user.
 */
async function sessionOf(email: string): Promise<string | null> {
  const known = sessions.get(email);
  if (known !== undefined) return known;
  try {
    const { session } = await signIn(asStranger(), { email, password: PASSWORD });
    sessions.set(email, session.token);
    return session.token;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** A seeded user, signed in; null if they can no longer sign in. */
export async function as(email: string, organization: string | null = null): Promise<Caller | null> {
  const token = await sessionOf(email);
  const actor = token === null ? null : await resolveSession(token, organization);
  return actor && callerOf(actor);
}

/** The token in the newest mail to this email address. The running app may deliver this mail instead of the seed. */
export async function mailedToken(to: string): Promise<string> {
  const deadline = new Date(Date.now() + MAIL_TIMEOUT_MS);
  while (new Date() < deadline) {
    await drainOutbox(deadline);
    const mails = (await readDevMailbox(to)).filter((mail) => mail.created_at >= startedAt);
    const [token] = mails.flatMap(({ links }) => links.flatMap((link) => TOKEN.exec(link)?.[1] ?? []));
    if (token !== undefined) return token;
    await wait(POLL_MS);
  }
  throw new Error(`no mail with a link reached ${to}`);
}
