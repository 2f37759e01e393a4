// A mail server on loopback that delivers nothing: it writes each mail as a line to a file, for tests and the mailbox page.
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import type { CaughtMail } from "@/lib/email/dev-mailbox";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import { messageOf } from "../failure";

export interface MailCatcher {
  url: string;
  close(): Promise<void>;
}

const MAX_MAIL_BYTES = 5 * 1024 * 1024;
const LINK = /https?:\/\/[^\s<>"')\]]+/g;

/** The links in a text, each once and in order, without the punctuation that ends a sentence. */
export function linksIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(LINK), ([link]) => link.replace(/[.,;:!?]+$/, "")))];
}

async function contentOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function caught(mail: Email, to: string): CaughtMail {
  const text = mail.text ?? "";
  return {
    id: randomUUID(),
    to,
    subject: mail.subject ?? "",
    text,
    html: mail.html ?? "",
    links: linksIn(text),
    created_at: new Date().toISOString(),
  };
}

export function startMailCatcher(file: string): Promise<MailCatcher> {
  appendFileSync(file, "", { mode: 0o600 });
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    size: MAX_MAIL_BYTES,
    logger: false,
    onData(stream, session, done) {
      contentOf(stream)
        .then((content) => PostalMime.parse(content))
        .then((mail) => {
          // One line for each envelope recipient; the headers may name other recipients, or none.
          const lines = session.envelope.rcptTo.map(({ address }) => JSON.stringify(caught(mail, address)));
          appendFileSync(file, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
          done();
        })
        .catch((error: unknown) => done(new Error(messageOf(error))));
    },
  });
  server.on("error", () => undefined);
  return new Promise((resolve, reject) => {
    const listener = server.listen(0, "127.0.0.1", () => {
      const { port } = listener.address() as AddressInfo;
      resolve({ url: `smtp://127.0.0.1:${port}`, close: () => new Promise((over) => server.close(() => over())) });
    });
    listener.once("error", reject);
  });
}
