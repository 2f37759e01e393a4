import type { ReactNode } from "react";
import { Flash, type FlashMessage } from "@/components/ui/flash";
import { Logo } from "@/components/ui/logo";
import { Battlement } from "./battlement";

export interface AuthShellProps {
  appName: string;
  /** Above the title, such as an organization's initials. */
  mark?: ReactNode;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Links below the card. */
  footer?: ReactNode;
  /** The message of the last action. */
  flash?: FlashMessage | null;
}

export function AuthShell({ appName, mark, title, description, children, footer, flash }: AuthShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <main className="mx-auto flex w-full max-w-[27rem] grow flex-col gap-6 px-4 pt-8 pb-16 sm:pt-[12vh]">
        <a href="/" className="w-fit rounded-control">
          <Logo name={appName} />
        </a>
        {flash && (
          <Flash key={flash.id} id={flash.id} tone={flash.tone}>
            {flash.text}
          </Flash>
        )}
        <div className="grid grid-cols-1 gap-6 rounded-card border border-border bg-raised p-6">
          <div className="grid gap-1.5">
            {mark && <div className="mb-2 flex">{mark}</div>}
            <h1 className="text-lg font-semibold">{title}</h1>
            {description && <div className="text-sm text-muted">{description}</div>}
          </div>
          {children}
        </div>
        {footer && <div className="grid gap-2 text-sm text-muted">{footer}</div>}
      </main>
      <Battlement />
    </div>
  );
}
