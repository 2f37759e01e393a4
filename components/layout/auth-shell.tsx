import type { ReactNode } from "react";
import { Flash, type FlashMessage } from "@/components/ui/flash";
import { Logo } from "@/components/ui/logo";
import { AuthHeading, type AuthHeadingProps } from "./auth-heading";
import { TownWall } from "./town-wall";

export interface AuthShellProps extends Partial<AuthHeadingProps> {
  appName: string;
  /** The choice between pages for the same task, below the heading. */
  choice?: ReactNode;
  children: ReactNode;
  /** Links below the card. */
  footer?: ReactNode;
  /** The message of the last action. */
  flash?: FlashMessage | null;
}

export function AuthShell({ appName, mark, title, description, choice, children, footer, flash }: AuthShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <main className="mx-auto flex w-full max-w-[27rem] grow flex-col gap-6 px-4 pt-[max(2rem,10svh)] pb-12">
        <a href="/" className="w-fit rounded-control">
          <Logo name={appName} />
        </a>
        {flash && (
          <Flash key={flash.id} id={flash.id} tone={flash.tone}>
            {flash.text}
          </Flash>
        )}
        <div className="grid grid-cols-1 gap-6 rounded-card border border-border bg-raised p-6">
          {title && <AuthHeading mark={mark} title={title} description={description} />}
          {choice}
          {children}
        </div>
        {footer && <div className="grid gap-2 text-sm text-muted">{footer}</div>}
      </main>
      <TownWall />
    </div>
  );
}
