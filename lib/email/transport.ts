// Sends mail by SMTP, with timeouts. The content of a mail cannot make the library read a file or fetch a URL.
import "server-only";
import nodemailer, { type Transporter } from "nodemailer";
import { isLoopbackHost } from "@/lib/env/hosts";
import { env } from "@/lib/env/server";
import type { OutgoingMail } from "./enqueue-mail";

const DEADLINES = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000, dnsTimeout: 5_000 };

const holder = globalThis as typeof globalThis & { gatehouseSmtp?: Transporter };

function transport(): Transporter {
  return (holder.gatehouseSmtp ??= nodemailer.createTransport({
    url: env().SMTP_URL,
    // An attacker on the network who hides the server's TLS support must not get passwords or links in clear text.
    requireTLS: env().strict && !isLoopbackHost(new URL(env().SMTP_URL).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...DEADLINES,
  }));
}

/** The row's id becomes the Message-ID, so that a mail sent twice is recognized as a duplicate. */
export async function sendMail(id: string, mail: OutgoingMail): Promise<void> {
  await transport().sendMail({
    from: env().EMAIL_FROM,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${id}@${new URL(env().APP_URL).hostname}>`,
  });
}
