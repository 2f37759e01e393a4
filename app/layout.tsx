import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { SUMMARY } from "@/components/marketing/claims";
import { appName } from "@/lib/web/pages/app-name";
import { siteUrl } from "@/lib/web/pages/product-facts";
import { FONTS } from "./fonts/faces";
import "./globals.css";

// Every page needs a fresh nonce in its policy, so no page can be prerendered.
export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  const name = appName();
  return {
    title: { default: name, template: `%s · ${name}` },
    description: SUMMARY,
    metadataBase: new URL(siteUrl()),
    applicationName: name,
    openGraph: { type: "website", siteName: name, locale: "en_US" },
    twitter: { card: "summary_large_image" },
    formatDetection: { email: false, address: false, telephone: false },
  };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f2ed" },
    { media: "(prefers-color-scheme: dark)", color: "#151311" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={FONTS}>
      <body className="min-h-dvh bg-page font-sans text-base text-text antialiased">{children}</body>
    </html>
  );
}
