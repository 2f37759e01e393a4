"use client";

import { FailurePage } from "@/components/layout/failure-page";
import { FONTS } from "./fonts/faces";
import "./globals.css";

export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en" className={FONTS}>
      <body className="min-h-dvh bg-page font-sans text-base text-text antialiased">
        <title>Something went wrong</title>
        <FailurePage error={error} retry={retry} />
      </body>
    </html>
  );
}
