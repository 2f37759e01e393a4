import type { ReactNode } from "react";
import { Battlement } from "@/components/layout/battlement";
import { MarketingShell } from "@/components/layout/marketing-shell";
import { CodeBlock } from "@/components/ui/code-block";
import { GatehouseDrawing } from "./gatehouse-drawing";
import { ProductPicture } from "./product-picture";
import { Walls } from "./walls";

export interface FrontPageProps {
  appName: string;
  signedInHref: string | null;
  canSignUp?: boolean;
  /** In milliseconds; the times in the picture are relative to it. */
  now: number;
}

const FIRST_RUN = [
  "It makes strong secrets in a file that only you can read.",
  "It starts a real PostgreSQL from npm on a free loopback port.",
  "It migrates it and fills it with two organizations and a person for each role.",
  "It starts the app and prints one URL with sign-ins that work.",
];

function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section className="mx-auto grid w-full max-w-[72rem] gap-8 px-4 pt-16 sm:px-8 lg:pt-24">
      <div className="grid gap-2">
        <h2 className="text-xl font-semibold">{title}</h2>
        {lead && <p className="max-w-[62ch] text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
}

function Hero() {
  return (
    <div className="relative isolate overflow-x-clip">
      <div className="mx-auto grid w-full max-w-[72rem] gap-8 px-4 pt-10 sm:px-8 lg:min-h-[32rem] lg:grid-cols-[minmax(0,34rem)_1fr] lg:pt-16">
        <div className="grid content-start gap-6 lg:pb-32">
          <h1 className="text-xl font-semibold sm:text-2xl">A multi-tenant Next.js app whose walls already hold.</h1>
          <p className="max-w-[52ch] text-muted sm:text-lg sm:leading-8">
            Accounts, sessions, organizations and an audit log on PostgreSQL. Clone it, run one command, and write your
            product inside.
          </p>
          <div className="grid max-w-md gap-2">
            <CodeBlock code="npm ci && npm run dev" label="Copy the command" prompt="$" />
            <p className="text-sm text-muted">Needs Node 20.19 or newer. No Docker, no account, no env file.</p>
          </div>
        </div>
        <GatehouseDrawing className="w-full self-end sm:max-lg:w-[34rem] lg:-mr-16 lg:-ml-24 lg:w-[40rem]" />
      </div>
      <div className="absolute inset-x-0 bottom-0 -z-10">
        <Battlement />
        <div className="h-6 bg-stone" />
      </div>
      <div className="h-1 bg-stone-deep" />
    </div>
  );
}

export function FrontPage({ appName, signedInHref, canSignUp, now }: FrontPageProps) {
  return (
    <MarketingShell appName={appName} signedInHref={signedInHref} canSignUp={canSignUp}>
      <Hero />
      <Section
        title="What holds the walls"
        lead="Short claims, each with the place in the repository where you can check it."
      >
        <Walls />
      </Section>
      <Section title="The pages are included">
        <ProductPicture appName={appName} now={now} />
      </Section>
      <Section title="What the one command does">
        <ol className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-4">
          {FIRST_RUN.map((step, index) => (
            <li key={step} className="grid content-start gap-2 border-t-2 border-stone-deep pt-4">
              <span aria-hidden="true" className="font-mono text-sm text-muted">
                {index + 1}
              </span>
              <span className="max-w-[40ch]">{step}</span>
            </li>
          ))}
        </ol>
      </Section>
    </MarketingShell>
  );
}
