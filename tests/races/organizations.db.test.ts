// Users act on one organization at the same moment. Seeds vary the order. In any order, the organization keeps an admin, and
// no one becomes a member twice.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import pg from "pg";
import { AppError } from "@/lib/errors/app-error";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { revokeInvitation } from "@/lib/invitations/revoke-invitation";
import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { removeMember } from "@/lib/memberships/remove-member";
import { actorOf, callerOf, createMember, createPasswordlessPerson, uniqueEmail } from "@/tests/factories/callers";
import { mailedToken } from "@/tests/factories/mail";
import { randomFrom } from "@/tests/factories/random-from";
import { superuserDatabaseUrl } from "@/tests/setup/databases";
import { createEmptyOrganization } from "@/tests/isolation/tenant";

const superuser = new pg.Client({ connectionString: superuserDatabaseUrl });
await superuser.connect();
afterAll(() => superuser.end());

const MAX_HEAD_START_MS = 4;

/** Starts every runner after a delay that the seed determines, and returns each outcome. */
async function race(random: () => number, runners: (() => Promise<unknown>)[]): Promise<string[]> {
  const delays = runners.map(() => Math.floor(random() * MAX_HEAD_START_MS));
  return Promise.all(
    runners.map(async (run, at) => {
      await sleep(delays[at]);
      return run().then(
        () => "ok",
        (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error as Error)),
      );
    }),
  );
}

type Scenario = (random: () => number) => Promise<void>;

async function adminsOf(organizationId: string): Promise<number> {
  const { rows } = await superuser.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM memberships WHERE organization_id = $1 AND role = 'org_admin'`,
    [organizationId],
  );
  return rows[0]?.count ?? 0;
}

async function twoAdmins() {
  const organization = await createEmptyOrganization();
  const [first, second] = [await createMember(organization, "org_admin"), await createMember(organization, "org_admin")];
  return { organization, first, second, callers: [await first.caller(), await second.caller()] as const };
}

const demotingEachOther: Scenario = async (random) => {
  const { organization, first, second, callers } = await twoAdmins();
  const role = random() < 0.5 ? "member" : "readonly";
  const outcomes = await race(random, [
    () => changeMemberRole(callers[0], { id: second.membership.id, role }),
    () => changeMemberRole(callers[1], { id: first.membership.id, role }),
  ]);
  expect(outcomes.sort()).toEqual(["ACCESS_DENIED", "ok"]);
  expect(await adminsOf(organization.id)).toBe(1);
};

const leavingAtOnce: Scenario = async (random) => {
  const { organization, callers } = await twoAdmins();
  const outcomes = await race(
    random,
    callers.map((caller) => () => leaveOrganization(caller, {})),
  );
  expect(outcomes.sort()).toEqual(["LAST_ORG_ADMIN", "ok"]);
  expect(await adminsOf(organization.id)).toBe(1);
};

/** One admin demotes or removes the other, who leaves at the same moment. In either order, one admin remains. */
const leavingWhileBeingRemoved: Scenario = async (random) => {
  const { organization, second, callers } = await twoAdmins();
  const act =
    random() < 0.5
      ? () => removeMember(callers[0], { id: second.membership.id })
      : () => changeMemberRole(callers[0], { id: second.membership.id, role: "member" });
  const outcomes = await race(random, [act, () => leaveOrganization(callers[1], {})]);
  expect(outcomes).toContain("ok");
  expect(await adminsOf(organization.id)).toBe(1);
};

const membershipsOf = async (organizationId: string, email: string) => {
  const { rows } = await superuser.query(
    `SELECT m.role FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1 AND u.email = $2`,
    [organizationId, email],
  );
  return rows.length;
};

const acceptingOneInvitation: Scenario = async (random) => {
  const { organization, callers } = await twoAdmins();
  const invited = await createPasswordlessPerson();
  await createInvitation(callers[0], { email: invited.user.email, role: random() < 0.5 ? "member" : "org_admin" });
  const token = await mailedToken(invited.user.email);
  const accepts = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const caller = callerOf(await actorOf(invited.session.token));
      return () => acceptInvitation(caller, { token });
    }),
  );
  const outcomes = await race(random, accepts);
  expect(outcomes.sort()).toEqual([...Array<string>(19).fill("INVALID_LINK"), "ok"]);
  expect(await membershipsOf(organization.id, invited.user.email)).toBe(1);
};

const invitingOneAddress: Scenario = async (random) => {
  const { organization, callers } = await twoAdmins();
  const email = uniqueEmail();
  const outcomes = await race(
    random,
    callers.map((caller, at) => () => createInvitation(caller, { email, role: at === 0 ? "member" : "readonly" })),
  );
  expect(outcomes).toEqual(["ok", "ok"]);
  const { rows } = await superuser.query(`SELECT 1 FROM invitations WHERE organization_id = $1 AND email = $2`, [
    organization.id,
    email,
  ]);
  expect(rows).toHaveLength(1);
};

/** An invitation that is revoked while it is accepted ends either revoked or accepted. */
const revokingWhileAccepting: Scenario = async (random) => {
  const { organization, callers } = await twoAdmins();
  const invited = await createPasswordlessPerson();
  const { id } = await createInvitation(callers[0], { email: invited.user.email, role: "member" });
  const token = await mailedToken(invited.user.email);
  const caller = callerOf(await actorOf(invited.session.token));
  const outcomes = await race(random, [
    () => acceptInvitation(caller, { token }),
    () => revokeInvitation(callers[1], { id }),
  ]);
  expect([
    ["ok", "CONFLICT"],
    ["INVALID_LINK", "ok"],
  ]).toContainEqual(outcomes);
  expect(await membershipsOf(organization.id, invited.user.email)).toBe(outcomes[0] === "ok" ? 1 : 0);
};

const SCENARIOS: [string, number, Scenario][] = [
  ["keep one of two admins who demote each other", 200, demotingEachOther],
  ["keep one of two admins who leave at once", 200, leavingAtOnce],
  ["keep one admin if the other leaves while being removed or demoted", 200, leavingWhileBeingRemoved],
  ["create one member if one invitation is accepted 20 times", 100, acceptingOneInvitation],
  ["create one open invitation if one email address is invited twice", 200, invitingOneAddress],
  ["either accept an invitation or revoke it", 100, revokingWhileAccepting],
];

describe("concurrent requests", () => {
  it.each(SCENARIOS)("%s, in %i runs", { timeout: 300_000 }, async (name, runs, scenario) => {
    for (let seed = 1; seed <= runs; seed += 1) {
      await scenario(randomFrom(seed)).catch((error: unknown) => {
        throw new Error(`${name}: seed ${seed}`, { cause: error });
      });
    }
  });
});
