// Renders the app's frame around a notice, as an HTML string: the sidebar with the organizations, the pages and the person.
// On a phone, the sidebar is a sheet. Search is a link that opens the palette on another page. Sign-out is left out, because
// it needs more than a link. The organizations are links, too, so opening one does not change which organization the app
// remembers.
import "server-only";
import { escapeHtml } from "@/lib/design/escape-html";
import { initialsOf, tintOf } from "@/lib/design/portrait";
import { iconMarkup, type NoticeIcon } from "./notice-icons";

export interface NoticeLink {
  label: string;
  href: string;
  icon: NoticeIcon;
  /** Whether the requested URL is the link's page or a path under it. */
  isCurrent?: boolean;
}

export interface NoticeOrganization {
  name: string;
  /** The user's role in the organization, in words, or "Suspended". */
  role: string;
  href: string;
  isCurrent: boolean;
}

export interface NoticeFrame {
  home: string;
  /** The link of a notice that has none of its own. */
  way: { href: string; label: string };
  /** The name of the organization or area that the sections belong to. */
  context: string;
  sections: readonly { title: string; links: readonly NoticeLink[] }[];
  organizations: readonly NoticeOrganization[];
  person: { name: string; email: string };
}

const row = (name: string, detail: string, isSquare: boolean) =>
  `<span class="face ${isSquare ? "square " : ""}${tintOf(name)}" aria-hidden="true">${escapeHtml(initialsOf(name))}</span>` +
  `<span class="who"><span class="cut">${escapeHtml(name)}</span><small class="cut">${escapeHtml(detail)}</small></span>`;

function switcher(organizations: readonly NoticeOrganization[]): string {
  const current = organizations.find(({ isCurrent }) => isCurrent);
  const links = organizations.map(
    ({ name, role, href, isCurrent }) =>
      `<a class="row" href="${escapeHtml(href)}"${isCurrent ? ` aria-current="true"` : ""}>${row(name, role, true)}` +
      `${isCurrent ? iconMarkup("check") : ""}</a>`,
  );
  const shown = current ? row(current.name, current.role, true) : `<span class="who">Organizations</span>`;
  return (
    `<div class="menu"><button class="row box" type="button" popovertarget="organizations">${shown}${iconMarkup("chevrons")}</button>` +
    `<div class="panel" id="organizations" popover role="group" aria-label="Organizations">${links.join("")}</div></div>`
  );
}

function section({ title, links }: NoticeFrame["sections"][number]): string {
  const items = links.map(
    ({ label, href, icon, isCurrent }) =>
      `<li><a href="${escapeHtml(href)}"${isCurrent ? ` class="here" aria-current="true"` : ""}>` +
      `${iconMarkup(icon)}${escapeHtml(label)}</a></li>`,
  );
  return `<div><h2>${escapeHtml(title)}</h2><ul>${items.join("")}</ul></div>`;
}

export function framed(main: string, logo: string, appName: string, frame: NoticeFrame): string {
  const { home, context, sections, organizations, person } = frame;
  const [href, name] = [escapeHtml(home), escapeHtml(appName)];
  const here = sections.flatMap(({ links }) => links).find(({ isCurrent }) => isCurrent);
  const place = here ? `<span><span class="quiet">/</span> <b>${escapeHtml(here.label)}</b></span>` : "";
  return (
    `<div class="app"><a class="skip" href="#content">Skip to content</a>` +
    `<header class="bar"><a href="${href}" aria-label="${name}">${logo}</a><p><span class="cut quiet">${escapeHtml(context)}</span>${place}</p>` +
    `<button type="button" popovertarget="sidebar">${iconMarkup("menu")}Menu</button></header>` +
    `<aside id="sidebar" popover aria-label="Sidebar"><a class="brand" href="${href}">${logo}${name}</a>` +
    (organizations.length > 0 ? switcher(organizations) : "") +
    `<a class="find" href="${href === "/" ? "/account/profile" : href}#search">${iconMarkup("search")}Search</a>` +
    `<nav aria-label="Sections">${sections.map(section).join("")}</nav>` +
    `<div class="foot"><a class="row" href="/account/profile">${row(person.name, person.email, false)}${iconMarkup("chevrons")}</a></div></aside>${main}</div>`
  );
}
