// What the operations that take a refresh token have in common: they are public, because the token is the proof, and count
// for the family.
import "server-only";
import { z } from "zod";
import type { Caller, PublicActor } from "@/lib/access/actor";
import type { LimitRule } from "@/lib/access/limit-rule";
import type { FindContext } from "@/lib/access/operation-spec";
import { TOKEN_PATTERN } from "@/lib/crypto/random";
import type { SystemDb } from "@/lib/db/transaction";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { limits } from "@/lib/rate-limit/limits";
import { atMost } from "@/lib/text/at-most";
import { secret } from "../schemas";
import { findOrigin, type Origin } from "./queries";

/** The format is not validated: a malformed token gets INVALID_TOKEN, like an unknown one. */
const RefreshTokenInput = z.strictObject({ refresh_token: secret(z.string().check(atMost(200))) });

type Input = z.output<typeof RefreshTokenInput>;
type Context = FindContext<PublicActor, SystemDb>;

interface Found {
  origin: Origin | null;
}

export const byRefreshToken = {
  input: RefreshTokenInput,
  find: async ({ transaction }: Context, { refresh_token: token }: Input): Promise<Found> => ({
    origin: TOKEN_PATTERN.test(token) ? await transaction((db) => findOrigin(db, token)) : null,
  }),
  // Guesses count per address. Tokens that are stored do not, used and expired ones included, so that clients behind one
  // address do not hinder each other.
  limit: [
    { limit: limits.refreshPerFamily, key: (_input, _caller, { origin }) => origin?.familyId ?? null },
    {
      limit: limits.unknownTokenPerAddress,
      key: (_input, { request }, { origin }) => (origin ? null : addressAllowances(request.ipAddress)),
    },
  ] satisfies LimitRule<Input, Caller, Found>[],
  prepare: ({ found: { origin } }: { found: Found }) => Promise.resolve(origin),
};
