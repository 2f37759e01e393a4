import type { Metadata } from "next";
import { DemoForm } from "@/components/forms/demo-form";
import { TAGLINE } from "@/components/marketing/claims";
import { FrontPage } from "@/components/marketing/front-page";
import { homeOfCaller, openPage } from "@/lib/web/adapters/require";
import { appName } from "@/lib/web/pages/app-name";
import { demoSignIn } from "@/lib/web/pages/demo-sign-in";
import { isSelfService, repositoryUrl } from "@/lib/web/pages/product-facts";
import { submitSignIn } from "../(auth)/login/actions";
import { preloadedMono } from "./preloaded-mono";

export function generateMetadata(): Metadata {
  return { title: { absolute: `${appName()} · ${TAGLINE.replace(/\.$/, "")}` } };
}

export default async function Page() {
  const signedInHref = await homeOfCaller(await openPage());
  const demo = demoSignIn();
  return (
    <div className={preloadedMono.variable}>
      <FrontPage
        appName={appName()}
        signedInHref={signedInHref}
        canSignUp={isSelfService()}
        repository={repositoryUrl()}
        demo={demo && <DemoForm action={submitSignIn} {...demo} />}
        now={Date.now()}
      />
    </div>
  );
}
