// The layout of all mail: plain, one button, the button's link as text below it, and a readable text part.
import "server-only";
import { escapeHtml } from "@/lib/design/escape-html";
import { dark, light } from "@/lib/design/palette";
import { env } from "@/lib/env/server";
import { firstGrapheme } from "@/lib/text/graphemes";

export interface MailBody {
  subject: string;
  paragraphs: string[];
  button?: { label: string; url: string };
  /** Smaller text after the button: who made the request, and what to do if it was not the reader. */
  notes: string[];
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const FONT = "font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif";

/** For readers in dark mode. Mail clients without support for the media query keep the light colors, which are inline. */
const DARK =
  `<style>@media(prefers-color-scheme:dark){.page{background:${dark.page}!important;color:${dark.text}!important}` +
  `.card{background:${dark.raised}!important;border-color:${dark.border}!important}` +
  `.muted{color:${dark.muted}!important}.link{color:${dark.accent}!important}` +
  `.button{background:${dark["accent-fill"]}!important;color:${dark["on-accent"]}!important}}</style>`;

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
}

function note(text: string): string {
  return `<p class="muted" style="margin:0 0 16px;font-size:13px;line-height:20px;color:${light.muted}">${escapeHtml(text)}</p>`;
}

/** A letter, because mail clients neither show SVG nor load pictures unasked. */
function mark(name: string): string {
  return (
    `<span class="button" aria-hidden="true" style="display:inline-block;width:28px;margin-right:10px;background:${light["accent-fill"]};` +
    `color:${light["on-accent"]};border-radius:8px;font-size:14px;line-height:28px;text-align:center">${escapeHtml(firstGrapheme(name))}</span>`
  );
}

function buttonHtml({ label, url }: { label: string; url: string }): string {
  const href = escapeHtml(url);
  return (
    `<p style="margin:24px 0"><a class="button" href="${href}" style="display:inline-block;background:${light["accent-fill"]};color:${light["on-accent"]};` +
    `text-decoration:none;padding:12px 20px;border-radius:8px;font-weight:600">${escapeHtml(label)}</a></p>` +
    `<p class="muted" style="margin:0 0 24px;font-size:13px;line-height:20px;color:${light.muted};word-break:break-all">` +
    `Or open this link: <a class="link" href="${href}" style="color:${light.accent}">${href}</a></p>`
  );
}

/** Escapes every value in the HTML part. Support can find the request by its id. */
export function renderMail(body: MailBody, requestId: string): RenderedMail {
  const footer = [`${env().APP_NAME} · ${env().APP_URL}`, `Reference ${requestId}`];
  const text = [
    ...body.paragraphs,
    ...(body.button ? [`${body.button.label}:\n${body.button.url}`] : []),
    ...body.notes,
    ["--", ...footer].join("\n"),
  ].join("\n\n");
  const html =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(body.subject)}</title>${DARK}</head>` +
    `<body class="page" style="margin:0;background:${light.page};${FONT};font-size:16px;line-height:24px;color:${light.text}">` +
    `<div style="max-width:520px;margin:0 auto;padding:32px 16px">` +
    `<p style="margin:0 0 16px;font-weight:600">${mark(env().APP_NAME)}${escapeHtml(env().APP_NAME)}</p>` +
    `<div class="card" style="background:${light.raised};border:1px solid ${light.border};border-radius:12px;padding:24px">` +
    body.paragraphs.map(paragraph).join("") +
    (body.button ? buttonHtml(body.button) : "") +
    body.notes.map(note).join("") +
    `</div><p class="muted" style="margin:16px 0 0;font-size:12px;line-height:18px;color:${light.muted}">${footer.map(escapeHtml).join("<br>")}</p>` +
    `</div></body></html>`;
  return { subject: body.subject, text, html };
}
