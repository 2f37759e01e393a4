import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { uniqueEmail } from "@/tests/factories/callers";
import { uniqueAddress } from "@/tests/factories/addresses";
import { enqueueMail } from "./enqueue-mail";
import { MAIL_CAUSES, TAKEOVER_NOTICES, type MailKind } from "./mail-kinds";
import { recipientHash } from "./recipient-hash";

const MINUTE = 60_000;
const LIFETIMES: Partial<Record<MailKind, number>> = { "password-reset": 60 * MINUTE, verification: 24 * 60 * MINUTE };
const kindsBy = (cause: "anybody" | "account") =>
  (Object.keys(MAIL_CAUSES) as MailKind[]).filter((kind) => MAIL_CAUSES[kind] === cause);
const CAUSED_BY_STRANGERS = kindsBy("anybody").filter((kind) => kind !== "password-reset");
const OF_THE_ACCOUNT = kindsBy("account")
  .filter((kind) => !TAKEOVER_NOTICES.includes(kind))
  .slice(0, 4);

/** Queues a mail. Unless an IP address is given, a different network causes each mail. @returns false if it was dropped */
function send(to: string, kind: MailKind, ipAddress = uniqueAddress()): Promise<boolean> {
  const expiresAt = new Date(Date.now() + (LIFETIMES[kind] ?? 60 * MINUTE));
  const mail = { to, subject: "Subject", text: "text", html: "<p>text</p>" };
  return inSystemTransaction((db) => enqueueMail(db, { kind, mail, expiresAt, ipAddress }));
}

async function sendMany(
  to: string,
  kinds: MailKind[],
  addressOf: (index: number) => string = uniqueAddress,
): Promise<boolean[]> {
  const sent: boolean[] = [];
  for (const [index, kind] of kinds.entries()) sent.push(await send(to, kind, addressOf(index)));
  return sent;
}

/** Moves the mail to a recipient some minutes into the past. */
async function age(to: string, minutes: number): Promise<void> {
  await inSystemTransaction(
    (db) => db.$executeRaw`
    UPDATE outbox_mails SET created_at = created_at - make_interval(mins => ${minutes}::int), expires_at = expires_at - make_interval(mins => ${minutes}::int)
     WHERE recipient_hash = ${recipientHash(to)}`,
  );
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** Uses up the part of the daily limit that anyone can use. */
const exhaust = (to: string) => sendMany(to, times(7, "account-exists"));

describe("the limit on a recipient's mail", () => {
  it.each(CAUSED_BY_STRANGERS)(
    "reserves three of ten emails a day for the account's own notices, however many %s emails others cause",
    async (kind) => {
      const to = uniqueEmail();
      expect((await Promise.all(times(12, kind).map((each) => send(to, each)))).filter(Boolean)).toHaveLength(7);
      expect(await sendMany(to, OF_THE_ACCOUNT)).toEqual([true, true, true, false]);
    },
  );

  it("counts all kinds of mail caused by others together, and allows ten emails a day in all", async () => {
    const to = uniqueEmail();
    await sendMany(to, times(5, "password-changed"));
    const kinds = ["invitation", "email-taken", "account-exists", "email-change", "sign-in-failures", "invitation"] as const;
    expect(await sendMany(to, [...kinds])).toEqual([true, true, true, true, true, false]);
  });

  it("lets one network cause at most five emails a day to a recipient, so that other networks can still cause some", async () => {
    const [to, ipAddress] = [uniqueEmail(), uniqueAddress()];
    const kinds = [
      "verification",
      "invitation",
      "account-exists",
      "email-change",
      "password-reset",
      "password-reset",
      "verification",
    ] as const;
    expect(await sendMany(to, [...kinds], () => ipAddress)).toEqual([true, true, true, true, true, false, false]);
    expect(await send(to, "invitation")).toBe(true);
    expect(await send(uniqueEmail(), "invitation", ipAddress)).toBe(true);
  });

  it("counts a hundred IP addresses of one IPv6 /48 as one network", async () => {
    const to = uniqueEmail();
    const sent = await sendMany(to, times(100, "account-exists"), (index) => `2001:db8:77:${index.toString(16)}::1`);
    expect(sent.filter(Boolean)).toHaveLength(5);
    expect(await send(to, "account-exists", "2001:db8:78::1")).toBe(true);
  });

  it("counts all tagged addresses of a mailbox as one recipient", async () => {
    const mailbox = uniqueEmail();
    const sent: boolean[] = [];
    for (let tag = 0; tag < 50; tag += 1) sent.push(await send(mailbox.replace("@", `+${tag}@`), "account-exists"));
    expect(sent.filter(Boolean)).toHaveLength(7);
    expect(await send(mailbox, "account-exists")).toBe(false);
  });

  it.each(TAKEOVER_NOTICES)("does not apply to the first %s email of a day, whatever came before", async (kind) => {
    const to = uniqueEmail();
    await exhaust(to);
    await sendMany(to, OF_THE_ACCOUNT);
    expect(await sendMany(to, times(3, kind))).toEqual([true, false, false]);
    await age(to, 24 * 60 + 1);
    expect(await send(to, kind)).toBe(true);
  });

  it("allows three password resets an hour", async () => {
    expect(await sendMany(uniqueEmail(), times(5, "password-reset"))).toEqual([true, true, true, false, false]);
  });
});

describe("a password reset beyond the recipient's limits", () => {
  it("is mailed whenever no earlier link is valid for five more minutes, which is at most 27 times a day", async () => {
    const to = uniqueEmail();
    await exhaust(to);
    let mailed = 0;
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      if (await send(to, "password-reset")) mailed += 1;
      await age(to, 5);
    }
    expect(mailed).toBeGreaterThanOrEqual(24);
    expect(mailed).toBeLessThanOrEqual(27);
    expect(await sendMany(to, OF_THE_ACCOUNT)).toEqual([true, true, true, false]);
  });

  it("is mailed again after the previous link was used", async () => {
    const to = uniqueEmail();
    await exhaust(to);
    expect(await send(to, "password-reset")).toBe(true);
    expect(await send(to, "password-reset")).toBe(false);
    await send(to, "password-changed");
    expect(await send(to, "password-reset")).toBe(true);
  });

  it("is still mailed for a network that used up its share, and one network can cause at most 32 emails a day in all", async () => {
    const [to, shared] = [uniqueEmail(), uniqueAddress()];
    let mailed = (await sendMany(to, times(7, "account-exists"), () => shared)).filter(Boolean).length;
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      if (await send(to, "password-reset", shared)) mailed += 1;
      await age(to, 5);
    }
    expect(mailed).toBeGreaterThanOrEqual(5 + 24);
    expect(mailed).toBeLessThanOrEqual(5 + 27);
  });

  it("is mailed even if an earlier link went to another account of the mailbox, or if the server refused the earlier mail", async () => {
    const mailbox = uniqueEmail();
    const [to, other] = [mailbox.replace("@", "+work@"), mailbox.replace("@", "+home@")];
    await exhaust(mailbox);
    expect(await send(other, "password-reset")).toBe(true);
    expect(await send(to, "password-reset")).toBe(true);
    await inSystemTransaction((db) =>
      db.outboxMail.updateMany({ where: { recipientHash: recipientHash(to) }, data: { status: "dead" } }),
    );
    expect(await send(to, "password-reset")).toBe(true);
  });
});

describe("a verification beyond the recipient's limits", () => {
  it("is still mailed once a day to an untagged address, even for a network that used up its share", async () => {
    const [mailbox, shared] = [uniqueEmail(), uniqueAddress()];
    await sendMany(mailbox, times(5, "account-exists"), () => shared);
    expect(await send(mailbox, "account-exists", shared)).toBe(false);
    expect(await send(mailbox, "verification", shared)).toBe(true);
    expect(await sendMany(mailbox, times(12, "verification"), () => shared)).not.toContain(true);
  });

  it("is mailed at most ten times a day to the tagged addresses of a mailbox; after that, the untagged address still gets one", async () => {
    const mailbox = uniqueEmail();
    const sent: boolean[] = [];
    for (let tag = 0; tag < 20; tag += 1) sent.push(await send(mailbox.replace("@", `+${tag}@`), "verification"));
    expect(sent.filter(Boolean)).toHaveLength(10);
    expect(await send(mailbox, "verification")).toBe(true);
    expect(await send(mailbox, "verification")).toBe(false);
  });

  it("is still mailed to a tagged address if the mailbox used up its daily limit", async () => {
    const mailbox = uniqueEmail();
    await exhaust(mailbox);
    expect(await send(mailbox.replace("@", "+shop@"), "verification")).toBe(true);
  });

  it("is mailed again after the account created by an earlier link has been deleted", async () => {
    const to = uniqueEmail();
    await send(to, "verification");
    await exhaust(to);
    expect(await send(to, "verification")).toBe(false);
    await send(to, "account-deleted");
    expect(await send(to, "verification")).toBe(true);
  });
});
