// Reads the mail that an instance has sent, in the order of arrival.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { CaughtMail } from "@/lib/email/dev-mailbox";

export interface MailWish {
  subject?: string | RegExp;
  timeoutSeconds?: number;
}

export class Mailbox {
  private readonly returned = new Set<string>();

  constructor(private readonly file: string) {}

  /** All mail to the address so far, in order of arrival. */
  async all(to: string): Promise<CaughtMail[]> {
    const lines = (await readFile(this.file, "utf8")).split("\n");
    // The last piece is either empty or an incomplete line.
    const mails = lines.slice(0, -1).map((line) => JSON.parse(line) as CaughtMail);
    return mails.filter((mail) => mail.to === to);
  }

  /** The first matching mail that this mailbox has not returned before. */
  async waitFor(to: string, { subject, timeoutSeconds = 15 }: MailWish = {}): Promise<CaughtMail> {
    const deadline = Date.now() + timeoutSeconds * 1000;
    const fits = (mail: CaughtMail) =>
      !this.returned.has(mail.id) &&
      (subject === undefined || (typeof subject === "string" ? mail.subject.includes(subject) : subject.test(mail.subject)));
    while (Date.now() < deadline) {
      const mail = (await this.all(to)).find(fits);
      if (mail) {
        this.returned.add(mail.id);
        return mail;
      }
      await sleep(100);
    }
    const subjects = (await this.all(to)).map((mail) => mail.subject);
    throw new Error(`No matching mail to ${to} within ${timeoutSeconds} s. Found: ${subjects.join(", ") || "none"}`);
  }

  /** Ignores the mail that the address has received so far, such as that of the seed. */
  async ignoreEarlier(to: string): Promise<void> {
    for (const { id } of await this.all(to)) this.returned.add(id);
  }
}
