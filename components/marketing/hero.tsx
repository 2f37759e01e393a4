import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { CodeBlock } from "@/components/ui/code-block";
import { LinkButton } from "@/components/ui/link-button";
import { SUMMARY, TAGLINE } from "./claims";

export interface HeroProps {
  appName: string;
  /** The start page of the signed-in user; null if no one is signed in. */
  signedInHref: string | null;
  /** Whether visitors can sign up themselves. */
  canSignUp: boolean;
  /** The URL at which the source is published. */
  repository: string | undefined;
  /** The form that signs in as a seeded user, in development. */
  demo: ReactNode;
}

const RUN = "npm ci && npm run dev";

/** The commands that start the app. If the source is published, they clone it first. */
function command(repository: string | undefined): string {
  if (repository === undefined) return RUN;
  return `git clone ${repository}\ncd ${repository.split("/").at(-1) ?? ""} && ${RUN}`;
}

/** The page's one primary action. */
function Primary({ appName, signedInHref, canSignUp, demo }: HeroProps) {
  if (signedInHref !== null) return <LinkButton href={signedInHref}>Open {appName}</LinkButton>;
  if (demo) return demo;
  return canSignUp ? <LinkButton href="/signup">Sign up</LinkButton> : <LinkButton href="/login">Sign in</LinkButton>;
}

/** The primary action and the command: side by side, or below each other if the command is long. */
function Start(props: HeroProps) {
  const { repository } = props;
  const run = (
    <div className={cx("min-w-0 grow", repository === undefined ? "basis-72" : "basis-full")}>
      <CodeBlock code={command(repository)} label="Copy the command" prompt="$" />
    </div>
  );
  return (
    <div className="flex max-w-[34rem] flex-wrap items-center gap-x-4 gap-y-3">
      {repository !== undefined && run}
      <Primary {...props} />
      {repository === undefined && run}
      <p className={cx("text-sm text-muted", repository === undefined ? "basis-full" : "min-w-0 grow basis-72")}>
        {repository === undefined && "Run it in your copy of the code. "}
        Needs Node.js 20.19 or newer. No Docker, no account, no env file.
      </p>
    </div>
  );
}

export function Hero(props: HeroProps) {
  return (
    <div className="mx-auto grid w-full max-w-[72rem] grid-cols-1 gap-5 px-4 pt-8 sm:px-8 lg:pt-10">
      <h1 className="max-w-[43rem] text-xl font-semibold sm:text-2xl">{TAGLINE}</h1>
      <p className="max-w-[36rem] text-muted sm:text-lg">{SUMMARY}</p>
      <Start {...props} />
    </div>
  );
}
