// What an operation refuses before it reaches the database. These tests run without a database.
import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors/app-error";
import { describe, expect, it } from "vitest";
import { keyCredential, sessionCredential, tokenCredential } from "@/tests/factories/credentials";
import { someLimit } from "@/tests/factories/limits";
import { z } from "zod";
import { anyCredential, anyOfUser, sessionOnly, sessionOrToken } from "./accepts";
import { systemCaller, type Actor, type Caller, type MemberActor } from "./actor";
import { generalLimitOnly, perAddress } from "./limit-rule";
import { adminOperation, orgOperation, publicOperation, systemOperation, userOperation } from "./operation";
import { ownRow } from "./recheck";
import type { OrganizationRole } from "./roles";

const credential = sessionCredential();
const person = { id: randomUUID(), email: "ada@example.com", name: "Ada", isSystemAdmin: false };
const callerOf = (actor: Actor): Caller => ({ ...systemCaller(randomUUID()), actor });

const anonymous = callerOf({ kind: "anonymous" });
const user = callerOf({ kind: "user", user: person, credential });
const admin = callerOf({ kind: "user", user: { ...person, isSystemAdmin: true }, credential });
const memberWith = (role: OrganizationRole, suspended = false, isSystemAdmin = false) =>
  callerOf({
    kind: "member",
    user: { ...person, isSystemAdmin },
    credential,
    organization: { id: randomUUID(), slug: "acme", name: "Acme", suspended },
    role,
  });
const system = systemCaller(randomUUID());

/** Thrown by `prepare`. Shows that the caller has passed all checks that precede the transaction. */
class Admitted extends AppError {
  constructor() {
    super("FEATURE_DISABLED");
  }
}

const input = z.strictObject({ title: z.string().max(10) });
const base = {
  effect: "read",
  limit: generalLimitOnly,
  input,
  prepare: (): Promise<undefined> => Promise.reject(new Admitted()),
  run: () => Promise.resolve({}),
} as const;

const operations = {
  public: publicOperation({ ...base, name: "test.public" }),
  user: userOperation({ ...base, accepts: sessionOnly, name: "test.user" }),
  readonly: orgOperation({ ...base, accepts: anyCredential, name: "test.readonly", minRole: "readonly" }),
  member: orgOperation({ ...base, accepts: anyCredential, name: "test.member", minRole: "member" }),
  org_admin: orgOperation({ ...base, accepts: anyCredential, name: "test.org-admin", minRole: "org_admin" }),
  sys_admin: adminOperation({ ...base, accepts: sessionOnly, name: "test.sys-admin" }),
  system: systemOperation({ ...base, name: "test.system" }),
};

const ok = "admitted";
const [no, out, gone] = ["ACCESS_DENIED", "UNAUTHORIZED", "NOT_FOUND"];

/** Caller → the outcome for each kind of operation. */
const MATRIX: [who: string, caller: Caller, Record<keyof typeof operations, string>][] = [
  [
    "an anonymous caller",
    anonymous,
    { public: ok, user: out, readonly: out, member: out, org_admin: out, sys_admin: out, system: no },
  ],
  [
    "a user outside the organization",
    user,
    { public: ok, user: ok, readonly: gone, member: gone, org_admin: gone, sys_admin: no, system: no },
  ],
  [
    "a readonly member",
    memberWith("readonly"),
    { public: ok, user: ok, readonly: ok, member: no, org_admin: no, sys_admin: no, system: no },
  ],
  [
    "a member",
    memberWith("member"),
    { public: ok, user: ok, readonly: ok, member: ok, org_admin: no, sys_admin: no, system: no },
  ],
  [
    "an org_admin",
    memberWith("org_admin"),
    { public: ok, user: ok, readonly: ok, member: ok, org_admin: ok, sys_admin: no, system: no },
  ],
  [
    "a member with an unknown role",
    memberWith("owner" as OrganizationRole),
    { public: ok, user: ok, readonly: no, member: no, org_admin: no, sys_admin: no, system: no },
  ],
  ["a sys_admin", admin, { public: ok, user: ok, readonly: gone, member: gone, org_admin: gone, sys_admin: ok, system: no }],
  [
    "a sys_admin acting as a member",
    memberWith("readonly", false, true),
    { public: ok, user: ok, readonly: ok, member: no, org_admin: no, sys_admin: no, system: no },
  ],
  [
    "the system itself",
    system,
    { public: ok, user: out, readonly: out, member: out, org_admin: out, sys_admin: no, system: ok },
  ],
];

async function answer(operation: (caller: Caller, input: unknown) => Promise<unknown>, caller: Caller, given: unknown) {
  try {
    await operation(caller, given);
    return "answered";
  } catch (error) {
    return error instanceof Admitted ? ok : (error as { code: string }).code;
  }
}

describe("an operation", () => {
  it.each(MATRIX)("admits or refuses %s by the minimum role that the operation declares", async (_who, caller, expected) => {
    const answers = Object.entries(operations).map(async ([kind, operation]) => [
      kind,
      await answer(operation, caller, { title: "x" }),
    ]);
    expect(Object.fromEntries((await Promise.all(answers)) as [string, string][])).toEqual(expected);
  });

  describe("with a declared list of credentials", () => {
    const ofMember = memberWith("org_admin").actor as MemberActor;
    const { organization } = ofMember;
    const key = keyCredential();
    const inside = {
      session: ofMember,
      token: { ...ofMember, credential: tokenCredential() },
      "personal key": { ...ofMember, credential: key },
      "organization key": { kind: "key", credential: key, organization, role: "org_admin" },
    } as const satisfies Record<string, Actor>;
    const outside = {
      session: user.actor,
      token: { kind: "user", user: person, credential: tokenCredential() },
      "personal key": { kind: "user", user: person, credential: key },
      "organization key": { kind: "outside_key", credential: key },
    } as const satisfies Record<string, Actor>;
    const answersOf = async (
      operation: (typeof operations)["public"] | (typeof operations)["user"],
      actors: Record<string, Actor>,
    ) =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(actors).map(async ([name, actor]) => [
            name,
            await answer(operation as never, callerOf(actor), { title: "x" }),
          ]),
        ),
      ) as Record<string, string>;

    it.each([sessionOnly, sessionOrToken, anyOfUser, anyCredential])(
      "admits members by exactly these: %s, …",
      async (...names) => {
        const accepts = [sessionOnly, sessionOrToken, anyOfUser, anyCredential][names.length - 1] ?? sessionOnly;
        const operation = orgOperation({ ...base, accepts, name: `test.by-${accepts.length}`, minRole: "member" });
        const expected = Object.keys(inside).map((name) => [name, (accepts as readonly string[]).includes(name) ? ok : no]);
        expect(await answersOf(operation as never, inside)).toEqual(Object.fromEntries(expected));
        expect(new Set(Object.values(await answersOf(operation as never, outside)))).toEqual(new Set([gone]));
      },
    );

    it("admits no API key to a user's or a system admin's operation", async () => {
      const admins = Object.fromEntries(
        Object.entries(outside).map(([name, actor]) => [
          name,
          "user" in actor ? { ...actor, user: { ...person, isSystemAdmin: true } } : actor,
        ]),
      );
      for (const [accepts, token] of [
        [sessionOnly, no],
        [sessionOrToken, ok],
      ] as const) {
        const ofUser = userOperation({ ...base, accepts, name: `test.user-by-${accepts.length}` });
        const ofAdmin = adminOperation({ ...base, accepts, name: `test.admin-by-${accepts.length}` });
        const expected = { session: ok, token, "personal key": no, "organization key": no };
        expect(await answersOf(ofUser as never, outside)).toEqual(expected);
        expect(await answersOf(ofUser as never, inside)).toEqual(expected);
        expect(await answersOf(ofAdmin as never, admins)).toEqual(expected);
      }
    });

    it("shows a public operation no credential but a session", async () => {
      const seen: string[] = [];
      const look = publicOperation({
        ...base,
        name: "test.look",
        prepare: ({ actor }) => {
          seen.push(actor.kind);
          return base.prepare();
        },
      });
      await answersOf(look, inside);
      await answersOf(look, outside);
      expect(seen).toEqual(["member", ...Array<string>(3).fill("anonymous"), "user", ...Array<string>(3).fill("anonymous")]);
    });

    it("refuses an input that needs a recent proof to every credential but a session", async () => {
      const recent = { for: "x", when: ({ title }: { title: string }) => title === "x" };
      const operation = orgOperation({ ...base, recent, accepts: anyCredential, name: "test.recent", minRole: "member" });
      expect(await answersOf(operation as never, inside)).toEqual({
        session: ok,
        token: no,
        "personal key": no,
        "organization key": no,
      });
      for (const actor of Object.values(inside)) expect(await answer(operation, callerOf(actor), { title: "y" })).toBe(ok);
    });
  });

  it("refuses every role of a suspended organization", async () => {
    for (const role of ["readonly", "member", "org_admin"] as const) {
      expect(await answer(operations.readonly, memberWith(role, true), { title: "x" })).toBe("ORGANIZATION_SUSPENDED");
    }
  });

  it("checks the actor before the input, so that a refused caller learns nothing about the input's fields", async () => {
    expect(await answer(operations.user, anonymous, { nonsense: true })).toBe("UNAUTHORIZED");
    expect(await answer(operations.user, user, { nonsense: true })).toBe("VALIDATION_ERROR");
  });

  it("checks the input before counting the request, and counts the request before running", async () => {
    const limit = someLimit(1, 60);
    const limited = publicOperation({ ...base, name: "test.limited", limit: [perAddress(limit)] });
    for (let count = 0; count < 3; count += 1) expect(await answer(limited, anonymous, {})).toBe("VALIDATION_ERROR");
    expect(await answer(limited, anonymous, { title: "x" })).toBe(ok);
    expect(await answer(limited, anonymous, { title: "x" })).toBe("RATE_LIMITED");
  });

  describe("that writes", () => {
    const write = { ...base, effect: "write", audit: () => ({ entityType: "nothing" }) } as const;
    const reasoned = z.strictObject({ title: z.string().max(10), reason: z.string().max(10) });
    const given = { title: "x" };
    const rename = userOperation({ ...write, accepts: sessionOnly, lock: ownRow, name: "test.rename" });
    const edit = orgOperation({ ...write, accepts: anyCredential, lock: "KEY SHARE", name: "test.edit", minRole: "member" });
    const suspend = adminOperation({ ...write, accepts: sessionOnly, lock: ownRow, name: "test.suspend", input: reasoned });
    const somebody = () => ({ ...person, id: randomUUID(), isSystemAdmin: true });
    const asUser = (who: typeof person) => callerOf({ kind: "user", user: who, credential });
    const asMember = (who: typeof person) => callerOf({ ...memberWith("member").actor, user: who } as Actor);
    const writeAll = async (who: typeof person, times: number) => {
      for (let count = 0; count < times; count += 1) expect(await answer(rename, asUser(who), given)).toBe(ok);
    };

    it("limits a user to 300 writes an hour in all, without affecting other users", async () => {
      const [busy, other] = [somebody(), somebody()];
      await writeAll(busy, 298);
      expect(await answer(edit, asMember(busy), given)).toBe(ok);
      expect(await answer(suspend, asUser(busy), { ...given, reason: "x" })).toBe(ok);
      for (const [operation, caller] of [
        [rename, asUser(busy)],
        [edit, asMember(busy)],
      ] as const) {
        const refusal = await operation(caller, given).catch((error: unknown) => error);
        expect(refusal).toMatchObject({ code: "RATE_LIMITED", status: 429, usedUp: { limit: 300 } });
        expect((refusal as AppError).retryAfterSeconds).toBeGreaterThan(0);
      }
      expect(await answer(suspend, asUser(busy), { ...given, reason: "x" })).toBe("RATE_LIMITED");
      expect(await answer(rename, asUser(other), given)).toBe(ok);
    });

    it("lets a user who exceeded the write limit still read, call public operations and shut out an intruder", async () => {
      const busy = somebody();
      await writeAll(busy, 300);
      expect(await answer(rename, asUser(busy), given)).toBe("RATE_LIMITED");
      const containment = userOperation({
        ...write,
        accepts: sessionOnly,
        lock: ownRow,
        name: "test.containment",
        isContainment: true,
      });
      const anybody = publicOperation({ ...write, name: "test.anybody" });
      for (const operation of [operations.user, anybody, containment])
        expect(await answer(operation, asUser(busy), given)).toBe(ok);
    });

    it("leaves the user's write limit unchanged if the operation's own limit refuses the write", async () => {
      const busy = somebody();
      const twice = userOperation({
        ...write,
        accepts: sessionOnly,
        lock: ownRow,
        name: "test.twice",
        limit: [perAddress(someLimit(2, 60))],
      });
      for (const expected of [ok, ok, ...Array<string>(5).fill("RATE_LIMITED")])
        expect(await answer(twice, asUser(busy), given)).toBe(expected);
      await writeAll(busy, 298);
      expect(await answer(rename, asUser(busy), given)).toBe("RATE_LIMITED");
    });
  });

  it("returns NOT_FOUND in a product mode that excludes it, whatever the input", async () => {
    const absent = publicOperation({ ...base, name: "test.absent", onlyInMode: "b2b" });
    expect(await answer(absent, anonymous, { nonsense: true })).toBe("NOT_FOUND");
  });
});
