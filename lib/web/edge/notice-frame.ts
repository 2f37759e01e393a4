// Renders the app's sidebar around a notice, as an HTML string. On a phone, the sidebar is above the notice.
import "server-only";
import { escapeHtml } from "@/lib/design/escape-html";

export interface NoticeFrame {
  home: string;
  /** The heading of the links: the name of the organization, or of the area. */
  context: string;
  links: readonly { label: string; href: string }[];
  person: { name: string; email: string };
}

export const FRAME_STYLE =
  `.app aside{padding:20px 12px;border-bottom:1px solid var(--border);display:flex;flex-direction:column;gap:24px;min-width:0}` +
  `.app main{justify-content:flex-start;padding-top:24px}` +
  `.app aside a{display:flex;align-items:center;min-height:44px;padding:0 12px;border-radius:8px;color:inherit;text-decoration:none}` +
  `.app aside a:hover{background:var(--sunken)}.app .brand{gap:10px;font-weight:600;width:fit-content;min-height:32px}` +
  `.app .brand svg{height:24px}.app ul{list-style:none;padding:0;display:flex;flex-wrap:wrap}.app h2{font-size:12px;` +
  `line-height:18px;font-weight:500;color:var(--muted);padding:0 12px 8px}` +
  `.app .cut,.app h2{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.app .me{display:none;padding:8px 12px;font-size:14px;` +
  `line-height:20px}.app .me small{display:block;font-size:12px;color:var(--muted)}` +
  `@media(min-width:64rem){.app{display:grid;grid-template-columns:16rem minmax(0,1fr)}` +
  `.app aside{position:sticky;top:0;height:100dvh;border-bottom:0;border-right:1px solid var(--border);overflow-y:auto}` +
  `.app aside a{min-height:36px}.app aside .me{min-height:0}.app ul{display:grid;gap:2px;font-size:14px}.app .me{display:block;margin-top:auto}` +
  `.app main{max-width:60rem;padding:40px 32px 96px}}`;

export function framed(main: string, logo: string, appName: string, { home, context, links, person }: NoticeFrame): string {
  const places = links.map(({ href, label }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(label)}</a></li>`);
  return (
    `<div class="app"><aside aria-label="Sidebar"><a class="brand" href="${escapeHtml(home)}">${logo}${escapeHtml(appName)}</a>` +
    `<nav aria-label="Sections"><h2>${escapeHtml(context)}</h2><ul>${places.join("")}</ul></nav>` +
    `<a class="me cut" href="/account/profile"><span class="cut">${escapeHtml(person.name)}</span>` +
    `<small class="cut">${escapeHtml(person.email)}</small></a></aside>${main}</div>`
  );
}
