import type { FooterColumn, MarketingShellProps, SiteLink } from "@/components/layout/marketing-shell";
import { REFERENCE_PATH } from "@/lib/web/edge/paths";
import { SUMMARY } from "./claims";
import { DOCUMENTATION, SECURITY, type Document } from "./documents";
import { sourceHref } from "./source-link";

/** What the header and the footer of every marketing page depend on. */
export interface Site {
  appName: string;
  /** The start page of the signed-in user; null if no one is signed in. */
  signedInHref: string | null;
  /** Whether visitors can sign up themselves. */
  canSignUp: boolean;
  /** The URL at which the source is published. */
  repository: string | undefined;
  /** The path of the development mailbox; null outside development. */
  mailbox: string | null;
}

const PRICING: SiteLink = { label: "Pricing", href: "/pricing" };

/** The sections of the front page. */
const SECTIONS = [
  { label: "Features", hash: "#features" },
  { label: "Code", hash: "#code" },
  { label: "Security", hash: "#security" },
];

function waysIn({ appName, signedInHref, canSignUp }: Site): SiteLink[] {
  if (signedInHref !== null) return [{ label: `Open ${appName}`, href: signedInHref }];
  const signIn = { label: "Sign in", href: "/login" };
  return canSignUp ? [signIn, { label: "Sign up", href: "/signup" }] : [signIn];
}

/** Links to documents or, if the source is not published, where to find them in it. */
function documentColumns(repository: string | undefined): FooterColumn[] {
  const linked = (documents: Document[]): FooterColumn["links"] =>
    documents.map(({ label, path }) =>
      repository === undefined ? { label, place: path } : { label, href: sourceHref(repository, path) },
    );
  return [
    { title: "Documentation", links: [...linked(DOCUMENTATION), { label: "API reference", href: REFERENCE_PATH }] },
    { title: "Security", links: linked(SECURITY) },
  ];
}

/** @param here the path of the page */
export function siteParts(site: Site, here: "/" | "/pricing"): Omit<MarketingShellProps, "children"> {
  const { appName, repository, mailbox } = site;
  const ways = waysIn(site);
  const source = repository === undefined ? [] : [{ label: "Source", href: repository }];
  const documentation =
    repository === undefined ? [] : [{ label: "Docs", href: sourceHref(repository, "docs/architecture.md") }];
  const mails = mailbox === null ? [] : [{ label: "Development mailbox", href: mailbox }];
  const sections = SECTIONS.map(({ label, hash }) => ({ label, href: here === "/" ? hash : `/${hash}` }));
  return {
    appName,
    links: [...sections, PRICING, ...documentation, ...source],
    ways,
    columns: [...documentColumns(repository), { title: "Product", links: [PRICING, ...ways, ...source, ...mails] }],
    summary: SUMMARY,
    here,
  };
}
