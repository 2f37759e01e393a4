import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { PreviewBar } from "@/components/layout/preview-bar";
import { SUMMARY } from "@/components/marketing/claims";
import { previewNotice } from "@/lib/web/edge/preview-notice";
import { appName } from "@/lib/web/pages/app-name";
import { chosenTheme, PAGE_COLORS } from "@/lib/web/pages/chosen-theme";
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

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  if (theme) return { colorScheme: theme, themeColor: PAGE_COLORS[theme] };
  return {
    colorScheme: "light dark",
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: PAGE_COLORS.light },
      { media: "(prefers-color-scheme: dark)", color: PAGE_COLORS.dark },
    ],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const preview = previewNotice();
  return (
    <html lang="en" className={FONTS} data-theme={(await chosenTheme()) ?? undefined}>
      <body className="min-h-dvh bg-page font-sans text-base text-text antialiased">
        {preview && <PreviewBar {...preview} />}
        {children}
      </body>
    </html>
  );
}
