import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";

export interface AwaitMailProps {
  /** The path of the development mailbox; null outside development. */
  mailbox: string | null;
  /** The form that sends the e-mail again. */
  children: ReactNode;
}

/** Where to find an e-mail that was sent, and what to do if it does not arrive. */
export function AwaitMail({ mailbox, children }: AwaitMailProps) {
  return (
    <>
      {mailbox !== null && <LinkButton href={mailbox}>Open the development mailbox</LinkButton>}
      <div className="grid gap-4 border-t border-border pt-6">
        <p className="text-sm text-muted">No e-mail after a few minutes? Look in your spam folder first.</p>
        {children}
      </div>
    </>
  );
}
