import type { Metadata } from "next";
import { DemoForm } from "@/components/forms/demo-form";
import { TAGLINE } from "@/components/marketing/claims";
import { FrontPage } from "@/components/marketing/front-page";
import { featureInSamples, ORGANIZATION } from "@/components/marketing/samples";
import { FEATURES } from "@/lib/features/features";
import { homeOfCaller, openPage } from "@/lib/web/adapters/require";
import { appName } from "@/lib/web/pages/app-name";
import { demoSignIns } from "@/lib/web/pages/demo-sign-ins";
import { isSelfService, mailboxPath, repositoryUrl } from "@/lib/web/pages/product-facts";
import { CONSOLE_SECTION } from "../(admin)/admin/console-places";
import { submitSignIn } from "../(auth)/login/actions";
import { organizationItems } from "../(organization)/org/[org]/organization-items";
import { preloadedMono } from "./preloaded-mono";

export function generateMetadata(): Metadata {
  return { title: { absolute: `${appName()} · ${TAGLINE.replace(/\.$/, "")}` } };
}

export default async function Page() {
  const signedInHref = await homeOfCaller(await openPage());
  const demo = await demoSignIns();
  return (
    <div className={preloadedMono.variable}>
      <FrontPage
        appName={appName()}
        signedInHref={signedInHref}
        canSignUp={isSelfService()}
        repository={repositoryUrl()}
        mailbox={mailboxPath()}
        sections={{
          organization: { title: "Organization", items: organizationItems(ORGANIZATION.slug, "org_admin") },
          console: CONSOLE_SECTION,
        }}
        feature={featureInSamples(FEATURES)}
        demo={demo && <DemoForm action={submitSignIn} {...demo} />}
        now={Date.now()}
      />
    </div>
  );
}
