import type { ReactNode } from "react";
import { Avatar } from "./avatar";

export interface IdentityProps {
  name: string;
  /** For an organization. */
  square?: boolean;
  /** Below the name: the address, and what can be done with it. */
  children: ReactNode;
}

/** Whom or what a card is about, as the card's heading. */
export function Identity({ name, square, children }: IdentityProps) {
  return (
    <div className="flex min-w-0 items-center gap-4 sm:gap-5">
      <Avatar name={name} square={square} size="xl" />
      <div className="grid min-w-0 gap-0.5">
        <h2 dir="auto" className="text-base font-semibold wrap-anywhere">
          {name}
        </h2>
        <div className="flex flex-wrap items-center gap-x-3 text-sm text-muted *:min-w-0 [&>button]:-my-2.5 md:[&>button]:-my-1.5">
          {children}
        </div>
      </div>
    </div>
  );
}
