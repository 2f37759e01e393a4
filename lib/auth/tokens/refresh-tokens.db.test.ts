import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { env } from "@/lib/env/server";
import { hashToken, inBase64url } from "@/lib/crypto/hash";
import { inSystemTransaction } from "@/lib/db/transaction";
import { anonymous } from "@/tests/factories/callers";
import { forgetCounts, stopWindows } from "@/tests/factories/limits";
import { queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { ageFamily, ageUses, createClient, createMemberClient, isFamilyLive, signInClient } from "@/tests/factories/tokens";
import { uniqueAddress } from "@/tests/factories/addresses";
import { verifyAccessToken } from "./access-token";
import { refreshTokens } from "./refresh-tokens";
import { revokeTokens } from "./revoke-tokens";

const UNKNOWN = "A".repeat(43);
const OTHER_SECRET = "Zq4v7Lw0eR9tYb2nXc5kPm8sDf1gHj3a";

const refresh = (refresh_token: string, ipAddress = uniqueAddress()) =>
  refreshTokens(anonymous({ ipAddress }), { refresh_token });
const revoke = (refresh_token: string) => revokeTokens(anonymous(), { refresh_token });
const kindsOf = async (email: string) => (await queuedMails(email)).map(({ kind }) => kind);

const setUser = (id: string, suspendedAt: Date | null) =>
  inSystemTransaction((db) => db.user.update({ where: { id }, data: { suspendedAt }, select: { id: true } }));
const setOrganization = (id: string, suspendedAt: Date | null) =>
  inSystemTransaction((db) => db.organization.update({ where: { id }, data: { suspendedAt }, select: { id: true } }));

function entriesOf(userId: string) {
  const select = { action: true, outcome: true, entityId: true, after: true };
  return inSystemTransaction((db) =>
    db.auditEntry.findMany({ where: { userId, action: { startsWith: "tokens." } }, select, orderBy: { createdAt: "asc" } }),
  );
}

const hashedAgain = (text: string) => inBase64url(hashToken(text));

const storedTokens = (familyId: string) => inSystemTransaction((db) => db.refreshToken.count({ where: { familyId } }));

beforeEach(forgetCounts);
afterEach(() => vi.unstubAllGlobals());

describe("a refresh", () => {
  it("replaces the refresh token and issues an access token with the current email address and role", async () => {
    const { user, organization, membership, tokens } = await createMemberClient();
    const email = `moved-${user.email}`;
    await inSystemTransaction(async (db) => {
      await db.user.update({ where: { id: user.id }, data: { email }, select: { id: true } });
      await db.membership.update({ where: { id: membership.id }, data: { role: "readonly" }, select: { id: true } });
    });
    const pair = await refresh(tokens.refresh_token);
    expect(Object.keys(pair).sort()).toEqual(["access_token", "expires_in", "refresh_token", "token_type"]);
    expect(pair).toMatchObject({ token_type: "bearer", expires_in: 1_800 });
    expect(pair.refresh_token).toMatch(/^[\w-]{43}$/);
    expect(pair.refresh_token).not.toBe(tokens.refresh_token);
    expect(await verifyAccessToken(pair.access_token)).toMatchObject({
      sub: user.id,
      email,
      org_id: organization.id,
      role: "readonly",
      sid: tokens.familyId,
    });
    expect(await entriesOf(user.id)).toEqual(
      ["tokens.sign-in", "tokens.refresh"].map((action) => ({
        action,
        outcome: "ok",
        entityId: tokens.familyId,
        after: null,
      })),
    );
  });

  it("works again and again, with each successor", async () => {
    const { tokens } = await createClient();
    let { refresh_token } = tokens;
    for (let round = 0; round < 5; round += 1) {
      ({ refresh_token } = await refresh(refresh_token));
      await ageUses(tokens.familyId, 3_600);
    }
    expect(await storedTokens(tokens.familyId)).toBe(6);
    expect(await isFamilyLive(tokens.familyId)).toBe(true);
  });

  it("gives 20 parallel clients the same successor, and leaves all of them signed in", async () => {
    const { tokens } = await createClient();
    const pairs = await Promise.all(Array.from({ length: 20 }, () => refresh(tokens.refresh_token)));
    expect(new Set(pairs.map(({ refresh_token }) => refresh_token)).size).toBe(1);
    expect(await storedTokens(tokens.familyId)).toBe(2);
    expect(await isFamilyLive(tokens.familyId)).toBe(true);
    for (const pair of pairs) expect(await verifyAccessToken(pair.access_token)).toMatchObject({ sid: tokens.familyId });
    expect(await outcomeOf(refresh(pairs[0]?.refresh_token ?? ""))).toBe("ok");
  });

  it("gives the same successor for ten seconds after the first use", async () => {
    const { tokens } = await createClient();
    const first = await refresh(tokens.refresh_token);
    // Leaves time for a slow machine.
    await ageUses(tokens.familyId, 4);
    expect((await refresh(tokens.refresh_token)).refresh_token).toBe(first.refresh_token);
  });

  it("counts the ten seconds until the request arrives, not until it gets the lock on the user", async () => {
    const { user, tokens } = await createClient();
    const first = await refresh(tokens.refresh_token);
    await ageUses(tokens.familyId, 7);
    const held = await inSystemTransaction(async (db) => {
      await db.$queryRaw`SELECT 1 FROM users WHERE id = ${user.id}::uuid FOR UPDATE`;
      const again = refresh(tokens.refresh_token);
      await db.$queryRaw`SELECT 1 FROM (SELECT pg_sleep(4)) AS slept`;
      return { again };
    });
    expect((await held.again).refresh_token).toBe(first.refresh_token);
  });

  it("gives the same successor even if JWT_SECRET_KEY was rotated after the first use", async () => {
    const { tokens } = await createClient();
    const first = await refresh(tokens.refresh_token);
    const [JWT_SECRET_KEY, JWT_SECRET_KEY_PREVIOUS] = [OTHER_SECRET, env().JWT_SECRET_KEY];
    vi.stubGlobal("gatehouseEnv", { ...env(), JWT_SECRET_KEY, JWT_SECRET_KEY_PREVIOUS });
    expect((await refresh(tokens.refresh_token)).refresh_token).toBe(first.refresh_token);
    expect(await outcomeOf(refresh(first.refresh_token))).toBe("ok");
  });
});

describe("a refresh token that is used again after more than ten seconds", () => {
  it("ends the whole family, which is audited, and its owner gets a mail", async () => {
    const { user, tokens } = await createClient();
    const successor = await refresh(tokens.refresh_token);
    await ageUses(tokens.familyId, 11);
    expect(await outcomeOf(refresh(tokens.refresh_token))).toBe("INVALID_TOKEN");
    expect(await isFamilyLive(tokens.familyId)).toBe(false);
    expect(await outcomeOf(refresh(successor.refresh_token))).toBe("INVALID_TOKEN");
    expect(await kindsOf(user.email)).toEqual(["token-reuse"]);
    const [mail] = await queuedMails(user.email);
    expect(mail?.text).not.toContain(tokens.refresh_token);
    const entries = await entriesOf(user.id);
    expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "tokens.sign-in ok",
      "tokens.refresh ok",
      "tokens.end-family ok",
      "tokens.refresh INVALID_TOKEN",
      "tokens.refresh INVALID_TOKEN",
    ]);
    expect(entries[2]).toMatchObject({ entityId: tokens.familyId, after: { reused: true } });
  });

  it("leaves other clients and sessions of the user alone, and sends one mail however often it is used", async () => {
    const { user, session, tokens } = await createClient();
    const other = await signInClient(user.email);
    await refresh(tokens.refresh_token);
    await ageUses(tokens.familyId, 11);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => outcomeOf(refresh(tokens.refresh_token))));
    expect(new Set(outcomes)).toEqual(new Set(["INVALID_TOKEN"]));
    expect(await kindsOf(user.email)).toEqual(["token-reuse"]);
    expect(await isFamilyLive(other.familyId)).toBe(true);
    const { endedAt } = await inSystemTransaction((db) => db.session.findUniqueOrThrow({ where: { id: session.id } }));
    expect(endedAt).toBeNull();
  });
});

describe("a refresh token", () => {
  it("is refused if it is unknown, malformed or an access token", async () => {
    const { tokens } = await createClient();
    for (const token of [UNKNOWN, "", "x", tokens.access_token.slice(0, 200), `${tokens.refresh_token}x`]) {
      expect(await outcomeOf(refresh(token)), token).toBe("INVALID_TOKEN");
    }
    expect(await outcomeOf(refreshTokens(anonymous(), { refresh_token: tokens.access_token }))).toBe("VALIDATION_ERROR");
    expect(await isFamilyLive(tokens.familyId)).toBe(true);
  });

  it("is refused if it was made from what the database has", async () => {
    const { tokens } = await createClient();
    const successor = await refresh(tokens.refresh_token);
    await ageUses(tokens.familyId, 4);
    const rows = await inSystemTransaction((db) =>
      db.refreshToken.findMany({ where: { familyId: tokens.familyId }, select: { tokenHash: true } }),
    );
    expect(rows).toHaveLength(2);
    for (const { tokenHash } of rows) {
      const text = Buffer.from(tokenHash).toString("base64url");
      for (const token of [text, Buffer.from(tokenHash).toString("hex"), hashedAgain(text)]) {
        expect(await outcomeOf(refresh(token))).toBe("INVALID_TOKEN");
      }
    }
    expect(await outcomeOf(refresh(successor.refresh_token))).toBe("ok");
  });

  it("is refused after 14 days without use, which does not end the family", async () => {
    const { user, tokens } = await createClient();
    await ageFamily(tokens.familyId, 13);
    const { refresh_token } = await refresh(tokens.refresh_token);
    await ageFamily(tokens.familyId, 14);
    expect(await outcomeOf(refresh(refresh_token))).toBe("INVALID_TOKEN");
    expect(await kindsOf(user.email)).toEqual([]);
    expect(await isFamilyLive(tokens.familyId)).toBe(true);
  });

  it("is refused after 30 days, however much its family was used", async () => {
    const { tokens } = await createClient();
    let { refresh_token } = tokens;
    for (const days of [10, 10, 9]) {
      await ageFamily(tokens.familyId, days);
      ({ refresh_token } = await refresh(refresh_token));
    }
    await ageFamily(tokens.familyId, 1);
    expect(await outcomeOf(refresh(refresh_token))).toBe("INVALID_TOKEN");
    expect(await isFamilyLive(tokens.familyId)).toBe(false);
  });

  it("is refused while its user is suspended, or when its user is no longer a member", async () => {
    const [suspended, removed] = [await createClient(), await createMemberClient()];
    await setUser(suspended.user.id, new Date());
    await inSystemTransaction((db) => db.membership.delete({ where: { id: removed.membership.id } }));
    expect(await outcomeOf(refresh(suspended.tokens.refresh_token))).toBe("INVALID_TOKEN");
    expect(await outcomeOf(refresh(removed.tokens.refresh_token))).toBe("INVALID_TOKEN");
    expect(await storedTokens(removed.tokens.familyId)).toBe(0);
  });

  it("is refused while its organization is suspended, and works again afterwards", async () => {
    const { organization, tokens } = await createClient();
    await setOrganization(organization.id, new Date());
    expect(await outcomeOf(refresh(tokens.refresh_token))).toBe("ORGANIZATION_SUSPENDED");
    await setOrganization(organization.id, null);
    expect(await outcomeOf(refresh(tokens.refresh_token))).toBe("ok");
  });

  it("is refused beyond 30 uses a minute in one family, and beyond 20 unknown tokens an hour from one IP address", async () => {
    const [{ tokens }, other] = [await createClient(), await createClient()];
    stopWindows();
    const outcomes: string[] = [];
    let { refresh_token } = tokens;
    const refreshNext = async () => {
      ({ refresh_token } = await refresh(refresh_token));
    };
    for (let use = 0; use < 31; use += 1) outcomes.push(await outcomeOf(refreshNext()));
    expect(outcomes).toEqual([...Array.from({ length: 30 }, () => "ok"), "RATE_LIMITED"]);
    const ipAddress = uniqueAddress();
    const guesses: string[] = [];
    for (let guess = 0; guess < 21; guess += 1) guesses.push(await outcomeOf(refresh(UNKNOWN, ipAddress)));
    expect(guesses).toEqual([...Array.from({ length: 20 }, () => "INVALID_TOKEN"), "RATE_LIMITED"]);
    expect(await outcomeOf(refresh(other.tokens.refresh_token, ipAddress))).toBe("ok");
  });
});

describe("the revocation of a refresh token", () => {
  it("ends its family, whether or not the token was used, and is audited", async () => {
    for (const isUsed of [false, true]) {
      const { user, tokens } = await createClient();
      const last = isUsed ? await refresh(tokens.refresh_token) : tokens;
      await revoke(tokens.refresh_token);
      expect(await isFamilyLive(tokens.familyId)).toBe(false);
      expect(await outcomeOf(refresh(last.refresh_token))).toBe("INVALID_TOKEN");
      const entries = await entriesOf(user.id);
      expect(entries.filter(({ action }) => action === "tokens.revoke")).toEqual([
        { action: "tokens.revoke", outcome: "ok", entityId: tokens.familyId, after: null },
      ]);
      expect(await kindsOf(user.email)).toEqual([]);
    }
  });

  it("succeeds again, and for unknown and malformed tokens, and ends no other family", async () => {
    const [{ tokens }, other] = [await createClient(), await createClient()];
    for (const token of [tokens.refresh_token, tokens.refresh_token, UNKNOWN, "x"]) {
      expect(await outcomeOf(revoke(token))).toBe("ok");
    }
    expect(await isFamilyLive(other.tokens.familyId)).toBe(true);
  });

  it("leaves the client signed out when a refresh runs at the same time", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { tokens } = await createClient();
      const [, pair] = await Promise.all([revoke(tokens.refresh_token), refresh(tokens.refresh_token).catch(() => null)]);
      expect(await isFamilyLive(tokens.familyId)).toBe(false);
      if (pair) expect(await outcomeOf(refresh(pair.refresh_token))).toBe("INVALID_TOKEN");
    }
  });
});
