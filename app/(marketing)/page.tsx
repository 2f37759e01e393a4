import type { Metadata } from "next";
import { TAGLINE } from "@/components/marketing/claims";
import { FrontPage } from "@/components/marketing/front-page";
import { appName } from "@/lib/web/pages/app-name";
import { isSelfService } from "@/lib/web/pages/product-facts";
import { homeOfCaller, openPage } from "@/lib/web/adapters/require";
import { preloadedMono } from "./preloaded-mono";

export function generateMetadata(): Metadata {
  return { title: { absolute: `${appName()} · ${TAGLINE.replace(/\.$/, "")}` } };
}

export default async function Page() {
  const signedInHref = await homeOfCaller(await openPage());
  return (
    <div className={preloadedMono.variable}>
      <FrontPage appName={appName()} signedInHref={signedInHref} canSignUp={isSelfService()} now={Date.now()} />
    </div>
  );
}
