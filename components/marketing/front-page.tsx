import type { ReactNode } from "react";
import { MarketingShell } from "@/components/layout/marketing-shell";
import { Unbroken } from "@/components/ui/unbroken";
import { CodeShown } from "./code-shown";
import { Hero, type HeroProps } from "./hero";
import { InTheBox } from "./in-the-box";
import { ProductTour, type ProductTourProps } from "./product-tour";
import { siteParts, type Site } from "./site";
import { Walls } from "./walls";

export interface FrontPageProps extends HeroProps, ProductTourProps, Site {}

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

export function FrontPage(props: FrontPageProps) {
  const { repository } = props;
  return (
    <MarketingShell {...siteParts(props, "/")}>
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
