import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { Logo } from "@/components/ui/logo";
import { Battlement } from "./battlement";
import { CONTENT_ID, SkipLink } from "./skip-link";

export interface MarketingShellProps {
  appName: string;
  /** The start page of the signed-in user; null without one. */
  signedInHref: string | null;
  /** Whether visitors can sign up themselves. */
  canSignUp?: boolean;
  children: ReactNode;
}

function Ways({ appName, signedInHref, canSignUp }: Omit<MarketingShellProps, "children">) {
  if (signedInHref !== null) {
    return (
      <LinkButton href={signedInHref} size="sm">
        Open {appName}
      </LinkButton>
    );
  }
  return (
    <>
      <LinkButton href="/login" variant="ghost" size="sm">
        Sign in
      </LinkButton>
      {canSignUp && (
        <LinkButton href="/signup" variant="secondary" size="sm">
          Sign up
        </LinkButton>
      )}
    </>
  );
}

export function MarketingShell({ appName, signedInHref, canSignUp = true, children }: MarketingShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="mx-auto flex w-full max-w-[72rem] items-center justify-between gap-4 px-4 py-4 sm:px-8">
        <a href="/" className="rounded-control">
          <Logo name={appName} />
        </a>
        <nav aria-label="Account" className="flex items-center gap-2">
          <Ways appName={appName} signedInHref={signedInHref} canSignUp={canSignUp} />
        </nav>
      </header>
      <main id={CONTENT_ID} tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <footer className="mt-16">
        <Battlement />
        <div className="bg-stone">
          <div className="mx-auto flex w-full max-w-[72rem] flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-8 text-sm sm:px-8">
            <Logo name={appName} />
            <p>
              Report a vulnerability: <code className="font-mono">SECURITY.md</code>
            </p>
          </div>
        </div>
      </footer>
    </div>
  );
}
