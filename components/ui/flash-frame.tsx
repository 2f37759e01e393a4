"use client";

import { useState, type ReactNode } from "react";

/** Closes what it holds; without script there is no button and the banner simply stays. */
export function FlashFrame({ className, closeIcon, children }: { className: string; closeIcon: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(true);
  return (
    <div role="status">
      {open && (
        <div className={className}>
          {children}
          <button
            type="button"
            aria-label="Close"
            onClick={() => setOpen(false)}
            className="-my-2 -mr-2 hidden size-10 shrink-0 place-items-center rounded-control text-muted transition-colors hover:bg-sunken hover:text-text scripted:grid [&>svg]:size-4"
          >
            {closeIcon}
          </button>
        </div>
      )}
    </div>
  );
}
