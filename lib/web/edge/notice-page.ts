// Renders a notice as a page that looks like every other page. It is built as a single string, so it needs no JavaScript,
// and a flood of refused requests costs almost nothing.
import "server-only";
import { escapeHtml } from "@/lib/design/escape-html";
import type { Theme } from "@/lib/design/themes";
import { colorVariables } from "./notice-colors";
import { framed, type NoticeFrame } from "./notice-frame";
import { FRAME_STYLE } from "./notice-frame-style";
import { iconMarkup } from "./notice-icons";
import { previewNotice, type PreviewNotice } from "./preview-notice";

const STYLE =
  colorVariables([
    "page",
    "text",
    "muted",
    "accent-fill",
    "on-accent",
    "mark",
    "mark-frame",
    "border",
    "sunken",
    "lamp",
    "stone",
    "stone-deep",
    "focus",
  ]) +
  `*{box-sizing:border-box;margin:0}p{text-wrap:pretty}` +
  `body{min-height:100dvh;display:flex;flex-direction:column;background:var(--page);color:var(--text);` +
  `font:16px/1.5 Geist,system-ui,sans-serif;overflow-wrap:anywhere}` +
  `main{flex:1;width:100%;max-width:27rem;margin:0 auto;padding:64px 16px;display:flex;flex-direction:column;` +
  `justify-content:center;align-items:center;gap:24px;text-align:center}main>svg{height:44px}main p{text-wrap:balance}main summary{margin-inline:auto}` +
  `.sign{display:grid;place-items:center;width:48px;height:48px;border-radius:12px;background:var(--sunken);color:var(--muted)}.sign svg{width:24px;height:24px}` +
  `.mark{fill:var(--mark)}.lamp{fill:var(--lamp);stroke:var(--mark-frame);stroke-width:1.8;paint-order:stroke}h1{font-size:28px;font-weight:600;line-height:34px;letter-spacing:-.02em;margin:8px 0}` +
  `.quiet,main details{color:var(--muted)}.code,code{font-family:ui-monospace,monospace}.code,main details{font-size:14px;line-height:20px}` +
  `.go{display:inline-flex;align-items:center;max-width:100%;min-height:44px;padding:6px 16px;border-radius:8px;` +
  `background:var(--accent-fill);color:var(--on-accent);font-weight:500;text-decoration:none}` +
  `@media(min-width:48rem){.go{min-height:40px;font-size:14px}}:focus-visible{outline:2px solid var(--focus);outline-offset:2px}` +
  `summary{width:fit-content;list-style:none;cursor:pointer;text-decoration:underline;text-decoration-color:var(--border);text-underline-offset:4px}` +
  `summary::-webkit-details-marker{display:none}summary:hover{text-decoration-color:currentColor}main details p{padding-top:8px}` +
  `code{word-break:break-all;color:var(--text)}` +
  `.wall{height:64px;padding-top:32px;background:linear-gradient(var(--stone),var(--stone)) bottom/100% 44px no-repeat,` +
  `linear-gradient(var(--stone-deep),var(--stone-deep)) 0 16px/100% 4px no-repeat,` +
  `repeating-linear-gradient(90deg,transparent 0 10px,var(--stone) 10px 26px,var(--stone-deep) 26px 30px,transparent 30px 40px) top/100% 16px no-repeat}` +
  `.wall svg{display:block;height:20px;margin-left:72%}.light{fill:var(--lamp)}.cross{stroke:var(--mark-frame);stroke-width:1.5}` +
  `@media(min-width:40rem){.wall svg{margin-left:64%}}`;

/** The style of the bar above every page of a preview, in the measures of components/layout/preview-bar.tsx. */
const PREVIEW_STYLE =
  colorVariables(["warning", "warning-soft"]) +
  `.preview{padding:7px 16px;border-bottom:1px solid var(--border);background:var(--warning-soft);color:var(--warning);` +
  `font-size:12px;line-height:18px;text-align:center}.preview strong{font-weight:600}.preview~.app{min-height:calc(100dvh - 33px)}` +
  `@media(max-width:63.99rem){.preview~.app main{min-height:calc(100dvh - 94px)}}` +
  `@media(min-width:64rem){.preview~.app aside{height:calc(100dvh - 33px)}}`;

const previewBar = ({ title, text }: PreviewNotice) =>
  `<section class="preview" aria-label="Deployment"><p><strong>${title}</strong> ${text}</p></section>`;

const LOGO =
  `<svg viewBox="3 4 26 25" aria-hidden="true"><path class="mark" ` +
  `d="M3 28V5h2.9v2.6h2.2V5H11v9h10V5h2.9v2.6h2.2V5H29v23h-9v-5a4 4 0 0 0-8 0v5z"/>` +
  `<path class="lamp" d="M22.5 18.5v-4a2.5 2.5 0 0 1 5 0v4z"/></svg>`;

/** A wall with one lit window, like the one below other pages. */
const WALL =
  `<div class="wall" aria-hidden="true"><svg viewBox="0 0 14 20">` +
  `<path class="light" d="M1 20V7a6 6 0 0 1 12 0v13z"/><path class="cross" d="M7 1v19M1 11h12"/></svg></div>`;

export interface NoticePage {
  status: number;
  title: string;
  text: string;
  /** The target of the notice's link. */
  href: string;
  label: string;
  appName: string;
  requestId: string;
  nonce: string;
  /** The app's frame, for a signed-in user. */
  frame?: NoticeFrame | null;
  theme?: Theme | null;
  /** The URL of the text font. */
  font?: string | undefined;
}

export function noticePage(page: NoticePage): string {
  const { title, appName, nonce, frame, theme, font } = page;
  const face =
    font === undefined ? "" : `@font-face{font-family:Geist;src:url(${font}) format("woff2");font-weight:400 600}`;
  const preview = previewNotice();
  const style = `${face}${STYLE}${frame ? FRAME_STYLE : ""}${preview ? PREVIEW_STYLE : ""}`;
  const body = frame
    ? framed(
        mainOf(page, `<span class="sign">${iconMarkup(page.status === 403 ? "lock" : "search")}</span>`),
        LOGO,
        appName,
        frame,
      )
    : `${mainOf(page, LOGO)}${WALL}`;
  return (
    `<!doctype html><html lang="en"${theme ? ` data-theme="${theme}"` : ""}><head><meta charset="utf-8">` +
    `<title>${escapeHtml(title)} · ${escapeHtml(appName)}</title>` +
    `<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">` +
    `<style nonce="${nonce}">${style}</style></head><body>${preview ? previewBar(preview) : ""}${body}</body></html>`
  );
}

function mainOf({ status, title, text, href, label, requestId }: NoticePage, sign: string): string {
  return (
    `<main id="content" tabindex="-1">${sign}` +
    `<div><p class="code quiet">${status}</p><h1>${escapeHtml(title)}</h1><p class="quiet">${escapeHtml(text)}</p></div>` +
    `<a class="go" href="${escapeHtml(href)}">${escapeHtml(label)}</a>` +
    `<details><summary>Details</summary><p>If you contact support, quote this request id: <code>${requestId}</code></p></details>` +
    `</main>`
  );
}
