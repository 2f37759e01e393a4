"use client";

import Link, { useLinkStatus } from "next/link";
import { useState, type ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/** While the link's page is loading, the style sheet shows a bar at the top of the page, after a moment. */
function Progress() {
  return useLinkStatus().pending && <span data-loading hidden />;
}

/**
 * A link in the sidebar. Prefetches its page when the link is hovered or focused. On a phone, where the sidebar is a sheet,
 * following the link closes the sheet.
 */
export function NavLink({ href, current, children }: { href: string; current: boolean; children: ReactNode }) {
  const [isWanted, setIsWanted] = useState(false);
  const want = () => setIsWanted(true);
  return (
    <Link
      href={href}
      prefetch={isWanted}
      onPointerEnter={want}
      onFocus={want}
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
      <Progress />
    </Link>
  );
}
