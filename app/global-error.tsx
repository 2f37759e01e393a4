"use client";

import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { FailurePage } from "@/components/layout/failure-page";
import "./globals.css";

export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="min-h-dvh bg-page font-sans text-base text-text antialiased">
        <title>Something went wrong</title>
        <FailurePage error={error} retry={retry} />
      </body>
    </html>
  );
}
