import type { ReactNode } from "react";
import { MarketingShell, type FooterColumn } from "@/components/layout/marketing-shell";
import { Unbroken } from "@/components/ui/unbroken";
import { REFERENCE_PATH } from "@/lib/web/edge/paths";
import { SUMMARY } from "./claims";
import { CodeShown } from "./code-shown";
import { DOCUMENTATION, SECURITY, type Document } from "./documents";
import { Hero, type HeroProps } from "./hero";
import { InTheBox } from "./in-the-box";
import { ProductTour, type ProductTourProps } from "./product-tour";
import { sourceHref } from "./source-link";
import { Walls } from "./walls";

export interface FrontPageProps extends HeroProps, ProductTourProps {
  /** The path of the development mailbox; null outside development. */
  mailbox: string | null;
}

const ON_THIS_PAGE = [
  { label: "Features", href: "#features" },
  { label: "Code", href: "#code" },
  { label: "Security", href: "#security" },
];

const FIRST_RUN = [
  "Generates strong secrets in a file that only you can read.",
  "Starts a real PostgreSQL from npm on a free loopback port.",
  "Migrates the database, and adds two organizations with a user for each role, and thirty days of sample activity.",
  "Starts the app, and prints one URL with sign-ins that work.",
];

interface SectionProps {
  id?: string;
  title: string;
  lead?: string;
  children: ReactNode;
}

function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section id={id} className="mx-auto grid w-full max-w-[72rem] gap-6 px-4 pt-14 sm:gap-8 sm:px-8 sm:pt-16 lg:pt-24">
      <div className="grid gap-2">
        <h2 className="text-xl font-semibold">{title}</h2>
        {lead && <p className="max-w-[62ch] text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
}

function waysIn({ appName, signedInHref, canSignUp }: FrontPageProps) {
  if (signedInHref !== null) return [{ label: `Open ${appName}`, href: signedInHref }];
  const signIn = { label: "Sign in", href: "/login" };
  return canSignUp ? [signIn, { label: "Sign up", href: "/signup" }] : [signIn];
}

/** Links to documents or, if the source is not published, where to find them in it. */
function columnsOf(repository: string | undefined): FooterColumn[] {
  const linked = (documents: Document[]): FooterColumn["links"] =>
    documents.map(({ label, path }) =>
      repository === undefined ? { label, place: path } : { label, href: sourceHref(repository, path) },
    );
  return [
    { title: "Documentation", links: [...linked(DOCUMENTATION), { label: "API reference", href: REFERENCE_PATH }] },
    { title: "Security", links: linked(SECURITY) },
  ];
}

export function FrontPage(props: FrontPageProps) {
  const { appName, repository, mailbox } = props;
  const ways = waysIn(props);
  const source = repository === undefined ? [] : [{ label: "Source", href: repository }];
  const documentation =
    repository === undefined ? [] : [{ label: "Docs", href: sourceHref(repository, "docs/architecture.md") }];
  const mails = mailbox === null ? [] : [{ label: "Development mailbox", href: mailbox }];
  return (
    <MarketingShell
      appName={appName}
      links={[...ON_THIS_PAGE, ...documentation, ...source]}
      ways={ways}
      columns={[...columnsOf(repository), { title: "Product", links: [...ways, ...source, ...mails] }]}
      summary={SUMMARY}
    >
      <Hero {...props} />
      <div className="mx-auto w-full max-w-[72rem] px-4 pt-8 sm:px-8 sm:pt-6">
        <h2 className="sr-only">The product</h2>
        <ProductTour {...props} />
      </div>
      <Section id="features" title="Features" lead="Use these pages, change them, or build your own on the same operations.">
        <InTheBox />
      </Section>
      <Section
        id="code"
        title="Code"
        lead="This is how an admin renames an organization. A test compares these excerpts with the source."
      >
        <CodeShown repository={repository} />
      </Section>
      <Section id="security" title="Security" lead="Each claim names the file or folder where you can check it.">
        <Walls repository={repository} />
      </Section>
      <Section title="What npm run dev does">
        <ol className="grid gap-x-8 gap-y-4 sm:grid-cols-2 sm:gap-y-6 lg:grid-cols-4">
          {FIRST_RUN.map((step, index) => (
            <li
              key={step}
              className="grid grid-cols-[1rem_minmax(0,1fr)] content-start items-baseline gap-2 border-t-2 border-stone-deep pt-3 sm:grid-cols-1 sm:pt-4"
            >
              <span aria-hidden="true" className="font-mono text-sm text-muted">
                {index + 1}
              </span>
              <span className="max-w-[40ch]">
                <Unbroken text={step} />
              </span>
            </li>
          ))}
        </ol>
      </Section>
    </MarketingShell>
  );
}
