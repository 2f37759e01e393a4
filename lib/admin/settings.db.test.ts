import { afterEach, describe, expect, it } from "vitest";
import { signUp, signUpOrganization } from "@/lib/auth/sign-up/sign-up";
import { getSignUpState } from "@/lib/auth/sign-up/sign-up-state";
import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { SECRET_NAMES } from "@/lib/env/secret-names";
import { SETTING_NAMES, SETTINGS } from "@/lib/settings/settings";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { mailedToken, queuedMails } from "@/tests/factories/mail";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { outcomeOf } from "@/tests/factories/outcome";
import { changeSetting } from "./change-setting";
import { listSettings } from "./list-settings";

const reason = "Too many strangers today";

const recordsOf = (requestId: string) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { requestId },
      select: { action: true, outcome: true, entityType: true, entityId: true, reason: true, before: true, after: true },
    }),
  );

async function set(value: unknown) {
  const caller = await (await createSystemAdmin()).caller();
  await changeSetting(caller, { name: "sign_ups_open", value, reason });
  return caller;
}

afterEach(() => inSystemTransaction((db) => db.systemSetting.deleteMany({})));

describe("a system setting", () => {
  it("has a valid default, a title and a description", () => {
    for (const name of SETTING_NAMES) {
      expect(SETTINGS[name].value.parse(SETTINGS[name].default)).toBe(SETTINGS[name].default);
      expect(SETTINGS[name].title && SETTINGS[name].description).toBeTruthy();
    }
  });

  it.each([
    ["from the API", false, true],
    ["from a form", "false", "true"],
  ])("is changed by a value %s, and each change is audited with the previous value", async (_how, off, on) => {
    const [first, second] = [await set(off), await set(on)];
    const record = {
      action: "admin.change-setting",
      outcome: "ok",
      entityType: "setting",
      entityId: "sign_ups_open",
      reason,
    };
    expect(await recordsOf(first.request.requestId)).toEqual([
      { ...record, before: { value: true }, after: { value: false } },
    ]);
    expect(await recordsOf(second.request.requestId)).toEqual([
      { ...record, before: { value: false }, after: { value: true } },
    ]);
  });

  it("is not changed if the name is unknown, the value invalid or the reason missing", async () => {
    const caller = await (await createSystemAdmin()).caller();
    for (const name of ["nonsense", "constructor", "__proto__", "toString"])
      expect(await outcomeOf(changeSetting(caller, { name, value: true, reason }))).toBe("NOT_FOUND");
    for (const value of ["yes", "", 1, null, undefined, [true]])
      expect(await outcomeOf(changeSetting(caller, { name: "sign_ups_open", value, reason }))).toBe("VALIDATION_ERROR");
    for (const more of [{}, { reason: "" }, { reason, extra: 1 }])
      expect(await outcomeOf(changeSetting(caller, { name: "sign_ups_open", value: false, ...more }))).toBe(
        "VALIDATION_ERROR",
      );
    expect(await inSystemTransaction((db) => db.systemSetting.count())).toBe(0);
    expect(await recordsOf(caller.request.requestId)).toEqual([]);
  });

  it("can be changed by system admins only", async () => {
    const { session, organization } = await createPerson();
    const input = { name: "sign_ups_open", value: false, reason };
    expect(await outcomeOf(changeSetting(anonymous(), input))).toBe("UNAUTHORIZED");
    for (const slug of [null, organization.slug])
      expect(await outcomeOf(changeSetting(callerOf(await actorOf(session.token, slug)), input))).toBe("ACCESS_DENIED");
    expect(await inSystemTransaction((db) => db.systemSetting.count())).toBe(0);
  });

  it("keeps an unbroken chain of audited values when several admins change it at the same time", async () => {
    const admins = await Promise.all(Array.from({ length: 6 }, () => createSystemAdmin()));
    const callers = await Promise.all(admins.map(({ caller }) => caller()));
    await Promise.all(
      callers.map((caller, at) => changeSetting(caller, { name: "sign_ups_open", value: at % 2 === 0, reason })),
    );
    const records = (await Promise.all(callers.map(({ request }) => recordsOf(request.requestId)))).flat();
    const count = (side: "before" | "after", value: boolean) =>
      records.filter((each) => (each[side] as { value: boolean }).value === value).length;
    const [stored] = await inSystemTransaction((db) => db.systemSetting.findMany({ select: { value: true } }));
    // In an unbroken chain, the value after each change is the value before the next one. So the counts of a value can
    // differ only by the ends of the chain: the default before the first change, and the stored value after the last.
    expect(count("before", true) - count("after", true)).toBe(stored?.value === true ? 0 : 1);
    expect(count("before", false) - count("after", false)).toBe(stored?.value === true ? 0 : -1);
  });

  it("is shown as invalid if its stored value is invalid, and sign-up then fails closed", async () => {
    await inSystemTransaction((db) =>
      db.systemSetting.create({ data: { name: "sign_ups_open", value: { odd: 1 } }, select: { name: true } }),
    );
    const admin = await createSystemAdmin();
    const { items } = await listSettings(await admin.caller(), {});
    expect(items.filter(({ value }) => value === null).map(({ name }) => name)).toEqual(["sign_ups_open"]);
    expect(await outcomeOf(signUp(anonymous(), { email: uniqueEmail(), name: "Ada", password: PASSWORD }))).toBe(
      "INTERNAL_ERROR",
    );
    await changeSetting(await admin.caller(), { name: "sign_ups_open", value: true, reason });
    expect(await outcomeOf(signUp(anonymous(), { email: uniqueEmail(), name: "Ada", password: PASSWORD }))).toBe("ok");
  });
});

describe("closed sign-up", () => {
  it("refuses sign-ups of users and of organizations, for every email address alike, before anything is stored or mailed", async () => {
    const { user } = await createPerson();
    await set(false);
    expect(await getSignUpState(anonymous(), {})).toEqual({ open: false });
    for (const email of [user.email, uniqueEmail()]) {
      for (const password of [PASSWORD, "short"]) {
        expect(await outcomeOf(signUp(anonymous(), { email, name: "Ada", password }))).toBe("FEATURE_DISABLED");
        expect(
          await outcomeOf(signUpOrganization(anonymous(), { email, name: "Ada", password, organization_name: "House" })),
        ).toBe("FEATURE_DISABLED");
      }
      expect(await queuedMails(email)).toEqual([]);
      expect(await inSystemTransaction((db) => db.signUp.count({ where: { email } }))).toBe(0);
    }
    await set(true);
    expect(await outcomeOf(signUp(anonymous(), { email: uniqueEmail(), name: "Ada", password: PASSWORD }))).toBe("ok");
  });

  it("still lets a user who signed up earlier request a new link and verify their email address", async () => {
    const email = uniqueEmail();
    const { flow } = await signUp(anonymous(), { email, name: "Ada", password: PASSWORD });
    await set(false);
    await resendVerification(anonymous(), { email });
    await verifyEmail(anonymous({ signUpFlow: flow }), { token: await mailedToken(email) });
    expect(await inSystemTransaction((db) => db.user.count({ where: { email } }))).toBe(1);
  });
});

describe("the displayed configuration", () => {
  it("contains no secret and no URL that may contain one", async () => {
    const admin = await createSystemAdmin();
    const OTEL_EXPORTER_OTLP_HEADERS = { "x-api-key": "credential-of-the-collector" };
    Object.assign(env(), { OTEL_EXPORTER_OTLP_HEADERS });
    const { configuration } = await listSettings(await admin.caller(), {});
    const shown = JSON.stringify(configuration);
    expect(shown).not.toContain(OTEL_EXPORTER_OTLP_HEADERS["x-api-key"]);
    const hidden = [...SECRET_NAMES, "DATABASE_URL", "DIRECT_DATABASE_URL", "SMTP_URL"]
      .map((name) => process.env[name])
      .filter((value) => value !== undefined);
    expect(hidden.length).toBeGreaterThanOrEqual(5);
    for (const value of hidden) expect(shown).not.toContain(value);
    expect(configuration).toEqual(
      expect.arrayContaining([
        { name: "APP_MODE", value: "b2c" },
        { name: "APP_ENV", value: "test" },
        { name: "SMTP_URL", value: "configured" },
        { name: "OTEL_EXPORTER_OTLP_HEADERS", value: "configured" },
        { name: "MAIL_ONLY_TO", value: "everyone" },
        { name: "BREACHED_PASSWORD_API_URL", value: "not configured" },
      ]),
    );
  });
});
