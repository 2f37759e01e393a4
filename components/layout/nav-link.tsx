"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/** A link in the sidebar. On a phone, following the link closes the sheet that contains the sidebar. */
export function NavLink({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        const sheet = event.currentTarget.closest<HTMLElement>("[popover]");
        if (sheet?.matches(":popover-open")) sheet.hidePopover();
      }}
      className={cx(
        "flex min-h-11 items-center gap-3 rounded-control px-3 text-base transition-colors lg:min-h-9 lg:text-sm",
        "[&>svg]:size-[1.125rem] [&>svg]:shrink-0",
        current ? "bg-accent-soft font-medium text-accent" : "text-text hover:bg-sunken [&>svg]:text-muted",
      )}
    >
      {children}
    </Link>
  );
}
