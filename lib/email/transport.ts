// SMTP, with deadlines. The content may name no file and no URL for the library to fetch.
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
    // A password or a link must not travel in clear because somebody on the way hid that the server knows TLS.
    requireTLS: env().strict && !isLoopbackHost(new URL(env().SMTP_URL).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...DEADLINES,
  }));
}

/** The row's id becomes the Message-ID, so that a mail sent twice is recognized as one. */
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
