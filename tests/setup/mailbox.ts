// Reads the mail that an instance has sent, in the order of arrival.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { CaughtMail } from "@/lib/email/dev-mailbox";

export interface MailWish {
  subject?: string | RegExp;
  timeoutSeconds?: number;
}

/** The mail of a file by recipient, as far as the file has been read. Mail is only appended to it. */
interface Read {
  bytes: number;
  mails: Map<string, CaughtMail[]>;
}

const reads = new Map<string, Read>();

/** Reads what was appended since the last call, up to the last complete line. Synchronous, so that calls cannot overlap. */
function readOn(file: string): Read["mails"] {
  const read = reads.get(file) ?? { bytes: 0, mails: new Map<string, CaughtMail[]>() };
  reads.set(file, read);
  const handle = openSync(file, "r");
  const added = Buffer.alloc(fstatSync(handle).size - read.bytes);
  readSync(handle, added, 0, added.length, read.bytes);
  closeSync(handle);
  const end = added.lastIndexOf("\n") + 1;
  for (const line of added.toString("utf8", 0, end).split("\n").slice(0, -1)) {
    const mail = JSON.parse(line) as CaughtMail;
    read.mails.set(mail.to, [...(read.mails.get(mail.to) ?? []), mail]);
  }
  read.bytes += end;
  return read.mails;
}

export class Mailbox {
  private readonly returned = new Set<string>();

  constructor(private readonly file: string) {}

  /** All mail to the address so far, in order of arrival. */
  all(to: string): CaughtMail[] {
    return readOn(this.file).get(to) ?? [];
  }

  /** The first matching mail that this mailbox has not returned before. */
  async waitFor(to: string, { subject, timeoutSeconds = 15 }: MailWish = {}): Promise<CaughtMail> {
    const deadline = Date.now() + timeoutSeconds * 1000;
    const fits = (mail: CaughtMail) =>
      !this.returned.has(mail.id) &&
      (subject === undefined || (typeof subject === "string" ? mail.subject.includes(subject) : subject.test(mail.subject)));
    while (Date.now() < deadline) {
      const mail = this.all(to).find(fits);
      if (mail) {
        this.returned.add(mail.id);
        return mail;
      }
      await sleep(100);
    }
    const subjects = this.all(to).map((mail) => mail.subject);
    throw new Error(`No matching mail to ${to} within ${timeoutSeconds} s. Found: ${subjects.join(", ") || "none"}`);
  }

  /** Ignores the mail that the address has received so far, such as that of the seed. */
  ignoreEarlier(to: string): void {
    for (const { id } of this.all(to)) this.returned.add(id);
  }
}
