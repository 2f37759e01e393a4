// The layout of all mail: plain, one button, the button's link as text below it, and a readable text part.
import "server-only";
import { escapeHtml } from "@/lib/design/escape-html";
import { light } from "@/lib/design/palette";
import { env } from "@/lib/env/server";

export interface MailBody {
  subject: string;
  paragraphs: string[];
  button?: { label: string; url: string };
  /** Smaller text after the button: who made the request, and what readers should do if they did not. */
  notes: string[];
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const FONT = "font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif";

function paragraph(text: string, style: string): string {
  return `<p style="margin:0 0 16px;${style}">${escapeHtml(text)}</p>`;
}

function buttonHtml({ label, url }: { label: string; url: string }): string {
  const href = escapeHtml(url);
  return (
    `<p style="margin:24px 0"><a href="${href}" style="display:inline-block;background:${light.accent};color:${light["on-accent"]};` +
    `text-decoration:none;padding:12px 20px;border-radius:8px;font-weight:600">${escapeHtml(label)}</a></p>` +
    `<p style="margin:0 0 24px;font-size:13px;line-height:20px;color:${light.muted};word-break:break-all">` +
    `Or open this link: <a href="${href}" style="color:${light.accent}">${href}</a></p>`
  );
}

/** Escapes every value in the HTML part. Support can find the request by its id. */
export function renderMail(body: MailBody, requestId: string): RenderedMail {
  const footer = `${env().APP_NAME} · ${env().APP_URL} · Reference ${requestId}`;
  const text = [
    ...body.paragraphs,
    ...(body.button ? [`${body.button.label}:\n${body.button.url}`] : []),
    ...body.notes,
    `--\n${footer}`,
  ].join("\n\n");
  const html =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light"><title>${escapeHtml(body.subject)}</title></head>` +
    `<body style="margin:0;background:${light.page};${FONT};font-size:16px;line-height:24px;color:${light.text}">` +
    `<div style="max-width:520px;margin:0 auto;padding:32px 16px">` +
    `<p style="margin:0 0 16px;font-weight:700">${escapeHtml(env().APP_NAME)}</p>` +
    `<div style="background:${light.raised};border:1px solid ${light.border};border-radius:12px;padding:24px">` +
    body.paragraphs.map((line) => paragraph(line, "")).join("") +
    (body.button ? buttonHtml(body.button) : "") +
    body.notes.map((line) => paragraph(line, `font-size:13px;line-height:20px;color:${light.muted}`)).join("") +
    `</div><p style="margin:16px 0 0;font-size:12px;line-height:18px;color:${light.muted}">${escapeHtml(footer)}</p>` +
    `</div></body></html>`;
  return { subject: body.subject, text, html };
}
