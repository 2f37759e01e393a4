// Signs a user in with email address and password. An unknown address, a wrong password and a suspended user get the same
// response after the same work: one hash is verified, and a second one if the password may belong to a pending sign-up. A
// password that is changed during the sign-in is refused.
import "server-only";
import { z } from "zod";
import type { Caller, PublicActor, RequestFacts } from "@/lib/access/actor";
import type { LimitRule } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import type { FindContext } from "@/lib/access/operation-spec";
import { Refusal, refuse } from "@/lib/access/refusal";
import { generateToken } from "@/lib/crypto/random";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { sourceOf } from "@/lib/network/networks-of";
import { listOrganizationsOf } from "@/lib/organizations/organizations-of";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { limitAddress } from "@/lib/rate-limit/limit-address";
import { limits } from "@/lib/rate-limit/limits";
import { isSeedAddress } from "@/lib/auth/seed-domain";
import { mailDecoy, mailWrongPasswords } from "../mails";
import { findKnownDevice } from "../passwords/find-known-device";
import { hashPassword, needsRehash, verifyPassword } from "../passwords/hash-password";
import { rememberDevice } from "../passwords/known-device";
import { askerOf, checkPassword } from "../passwords/prove-password";
import { guesserOf, type Guesser } from "../passwords/throttle";
import { Email, Password } from "../schemas";
import { passwordSelector } from "../sign-up/password-selector";
import { beginSession, lockBrowserUsers } from "../sessions/create-session";
import { viewUser } from "../view";
import { findCandidates, lockUser, replaceHash, type Candidates } from "./queries";

export const SignInInput = z.strictObject({ email: Email, password: Password });

type Input = z.output<typeof SignInInput>;

type Context = FindContext<PublicActor, SystemDb>;

/** What every sign-in with a password does before it signs anyone in: limits, counted attempts and verification. */
export const passwordSignIn = {
  find: async (caller: Context, { email }: Input) => ({ device: await findKnownDevice(caller, email) }),
  limit: [
    { limit: limits.signInPerDevice, key: (_input, _caller, { device }) => device },
    {
      limit: limits.signInPerKnownAccount,
      key: ({ email }, { request }, { device }) =>
        device === null ? null : `${sourceOf(request.ipAddress)} ${limitAddress(email)}`,
    },
    // Other clients behind the same IP address do not throttle a known browser.
    {
      limit: limits.signInPerAddress,
      key: (_input, { request }, { device }) => (device === null ? addressAllowances(request.ipAddress) : null),
    },
    // After the limit per IP address, whose refusals must not use up the limit of the account.
    {
      limit: limits.signInPerAccount,
      key: ({ email }, _caller, { device }) => (device === null ? limitAddress(email) : null),
    },
  ] satisfies LimitRule<Input, Caller, { device: string | null }>[],
  prepare: async (caller: Context, input: Input) => {
    const { email, password } = input;
    // Sign-in is public: the session of the request says nothing about who is guessing.
    const check = {
      email,
      guesserFor: ({ passwordVersion }: Hashes) => guesserOf({ email, passwordVersion }, caller.request, null),
      find: (db: SystemDb) => findHashes(db, input),
    };
    const checked = await checkPassword(caller.transaction, check, password);
    const { account, pendingHash, guesser, isRight, isReportDue } = checked;
    const asker = askerOf(email, guesser);
    const matchesPending = pendingHash !== null && (await verifyPassword(asker, pendingHash, password));
    const isRehashed = isRight && account !== null && needsRehash(account.passwordHash);
    const newHash = isRehashed ? await hashPassword(asker, password) : null;
    return { guesser, account, isRight, isReportDue, matchesPending, newHash };
  },
};

type Checked = Awaited<ReturnType<typeof passwordSignIn.prepare>>;

/** Locks the user whose password was verified, or records a failure and refuses. */
export async function lockVerified(db: SystemDb, request: RequestFacts, { email }: Input, checked: Checked) {
  const { account, isRight, matchesPending, newHash } = checked;
  if (!account || !isRight) {
    if (checked.isReportDue) await report(db, account !== null, email, checked.guesser, request);
    return refuse(matchesPending ? "EMAIL_NOT_VERIFIED" : "INVALID_CREDENTIALS");
  }
  const user = await lockUser(db, account.userId, account.passwordVersion);
  // The account may have moved to another address meanwhile. Only its current address signs in.
  if (user?.email !== email) return refuse("INVALID_CREDENTIALS");
  if (newHash) await replaceHash(db, user.id, account.passwordHash, newHash);
  return { ...user, passwordVersion: account.passwordVersion };
}

export const signIn = publicOperation({
  name: "auth.sign-in",
  effect: "write",
  input: SignInInput,
  ...passwordSignIn,
  run: async ({ db, actor, request, prepared }, input) => {
    // Only with the right password, so that a guess locks nothing.
    if (prepared.isRight) await lockBrowserUsers(db, actor, prepared.account?.userId ?? null);
    const user = await lockVerified(db, request, input, prepared);
    if (user instanceof Refusal) return user;
    const { session, replacesAnother } = await beginSession(db, { actor, request }, user.id);
    const organizations = await listOrganizationsOf(db, user.id);
    const { passwordVersion } = user;
    const deviceCookie = rememberDevice({ email: input.email, passwordVersion }, request.deviceCookie);
    return {
      user: viewUser(user),
      isSystemAdmin: user.isSystemAdmin,
      organizations,
      session,
      deviceCookie,
      replacesAnother,
    };
  },
  cookies: ({ session, deviceCookie, replacesAnother }) => ({
    session,
    device: deviceCookie,
    // This user must not be able to use the previous user's mailed links, such as a password reset.
    mailedLinks: replacesAnother ? "clear" : undefined,
  }),
  audit: ({ prepared, output }) => ({
    entityType: "session",
    entityId: output?.session.id,
    userId: prepared.account?.userId,
    standing: output && "user",
  }),
});

interface Hashes extends Candidates {
  hash: string | null;
  passwordVersion: string | null;
}

/**
 * In strict environments, seeded users cannot sign in. Their hash counts as missing, so refusing them takes as much work as
 * refusing an unknown email address.
 */
async function findHashes(db: SystemDb, { email, password }: Input): Promise<Hashes> {
  const { account, pendingHash } = await findCandidates(db, email, passwordSelector(email, password));
  const credential = env().strict && isSeedAddress(email) ? null : account;
  const { passwordHash: hash = null, passwordVersion = null } = credential ?? {};
  return { account, pendingHash, hash, passwordVersion };
}

/** Notifies the owner of a series of failures. Without an account, does the same work but sends nothing. */
function report(
  db: SystemDb,
  isAccount: boolean,
  email: string,
  { kind }: Guesser,
  request: RequestFacts,
): Promise<unknown> {
  return isAccount ? mailWrongPasswords(db, email, kind, request) : mailDecoy(db, email, generateToken(), request);
}
