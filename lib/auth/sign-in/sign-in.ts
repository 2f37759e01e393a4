// Signs a person in with address and password. Unknown address, wrong password and suspended person get the
// same answer for the same work: exactly one hash is verified, whatever exists. A password that was right
// but has been changed meanwhile opens nothing.
import "server-only";
import { z } from "zod";
import type { Caller } from "@/lib/access/actor";
import { publicOperation } from "@/lib/access/operation";
import { refuse } from "@/lib/access/refusal";
import { AppError } from "@/lib/errors/app-error";
import { listOrganizationsOf } from "@/lib/organizations/list-my-organizations";
import { limits } from "@/lib/rate-limit/limits";
import { hashPassword, needsRehash, verifyPassword } from "../passwords/hash-password";
import { Email, Password } from "../schemas";
import { createSession } from "../sessions/create-session";
import { endSessions } from "../sessions/end-sessions";
import { viewUser } from "../view";
import { knownDevice, rememberDevice } from "./known-device";
import { findCandidate, lockUser, replaceHash } from "./queries";
import { countAttempt, resetAttempts, throttleKey } from "./throttle";

export const SignInInput = z.strictObject({ email: Email, password: Password });

type Input = z.output<typeof SignInInput>;

const deviceOf = (input: Input, caller: Caller) => knownDevice(input.email, caller.request.deviceCookie);

export const signIn = publicOperation({
  name: "auth.sign-in",
  effect: "write",
  limit: [
    { limit: limits.signInPerDevice, key: deviceOf },
    { limit: limits.signInPerAccount, key: (input: Input, caller) => (deviceOf(input, caller) ? null : input.email) },
    // A known browser is not held up by what others behind its address do.
    {
      limit: limits.signInPerAddress,
      key: (input: Input, caller) => (deviceOf(input, caller) ? null : caller.request.ipAddress),
    },
  ],
  input: SignInInput,
  prepare: async (caller, input) => {
    const attemptKey = throttleKey(input.email, deviceOf(input, caller));
    const { wait, candidate } = await caller.read(async (db) => {
      const seconds = await countAttempt(db, attemptKey);
      return { wait: seconds, candidate: seconds > 0 ? null : await findCandidate(db, input.email, caller.request) };
    });
    if (wait > 0) throw new AppError("RATE_LIMITED", { retryAfterSeconds: wait });
    const matches = await verifyPassword(candidate?.passwordHash ?? null, input.password);
    const rehash = matches && candidate?.kind === "user" && needsRehash(candidate.passwordHash);
    return { attemptKey, candidate, matches, newHash: rehash ? await hashPassword(input.password) : null };
  },
  run: async ({ db, actor, request, prepared }, input) => {
    const { attemptKey, candidate, matches, newHash } = prepared;
    if (!candidate || !matches) return refuse("INVALID_CREDENTIALS");
    if (candidate.kind === "pending") {
      await resetAttempts(db, attemptKey);
      return refuse("EMAIL_NOT_VERIFIED");
    }
    const user = await lockUser(db, candidate.userId, candidate.passwordHash);
    if (!user) return refuse("INVALID_CREDENTIALS");
    if (newHash) await replaceHash(db, user.id, candidate.passwordHash, newHash);
    await resetAttempts(db, attemptKey);
    if (actor.kind === "user") await endSessions(db, { userId: actor.user.id, id: actor.session.id });
    const session = await createSession(db, user.id, request);
    const organizations = await listOrganizationsOf(db, user.id);
    const deviceCookie = rememberDevice(input.email, request.deviceCookie);
    return { user: viewUser(user), organizations, session, deviceCookie };
  },
  audit: ({ prepared, output }) => ({
    entityType: "session",
    entityId: output?.session.id,
    userId: prepared.candidate?.kind === "user" ? prepared.candidate.userId : null,
  }),
});
