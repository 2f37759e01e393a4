import type { Metadata } from "next";
import { DemoChoice } from "@/components/forms/demo-form";
import { ForgetDraft } from "@/components/forms/forget-draft";
import { OrGoogle } from "@/components/forms/google-form";
import { SignInForm } from "@/components/forms/sign-in-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { appName } from "@/lib/web/pages/app-name";
import { readFlash } from "@/lib/web/cookies/flash";
import { demoSignIns } from "@/lib/web/pages/demo-sign-ins";
import { googleOffer, isSelfService, siteUrl } from "@/lib/web/pages/product-facts";
import { oauthError } from "@/lib/web/pages/oauth-error";
import { refusedCode } from "@/lib/web/pages/refused";
import { requireSignedOut } from "@/lib/web/adapters/require";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { submitProvider } from "../actions";
import { submitSignIn } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await searchParam(searchParams, "next");
  await requireSignedOut(next);
  const demo = await demoSignIns();
  const problem = await oauthError(searchParams);
  const google = await googleOffer();
  const wasSignedOut = (await refusedCode(searchParams)) === "UNAUTHORIZED";
  return (
    <AuthShell
      appName={appName()}
      title="Sign in"
      flash={await readFlash()}
      footer={
        (isSelfService() || demo) && (
          <>
            {isSelfService() && (
              <p>
                New here? <TextLink href="/signup">Sign up</TextLink>
              </p>
            )}
            {demo && <DemoChoice action={submitSignIn} next={next} {...demo} />}
          </>
        )
      }
    >
      {problem !== null && (
        <Alert tone="warning" title="You are not signed in">
          {problem}
        </Alert>
      )}
      {next === undefined && <ForgetDraft />}
      <SignInForm
        action={submitSignIn}
        next={next}
        notice={
          wasSignedOut && (
            <Alert tone="warning" title="You were signed out">
              Sign in again to return to your page.
            </Alert>
          )
        }
      />
      {google === "here" && <OrGoogle action={submitProvider} label="Continue with Google" next={next} />}
      {google === "elsewhere" && (
        <p className="text-sm text-muted">
          To sign in with Google, go to <TextLink href={`${siteUrl()}/login`}>{new URL(siteUrl()).host}</TextLink>.
        </p>
      )}
    </AuthShell>
  );
}
