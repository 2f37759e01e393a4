import type { Metadata } from "next";
import { DemoChoice } from "@/components/forms/demo-form";
import { ForgetDraft } from "@/components/forms/forget-draft";
import { SignInForm } from "@/components/forms/sign-in-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { appName } from "@/lib/web/pages/app-name";
import { readFlash } from "@/lib/web/cookies/flash";
import { demoSignIns } from "@/lib/web/pages/demo-sign-ins";
import { isSelfService } from "@/lib/web/pages/product-facts";
import { refusedCode } from "@/lib/web/pages/refused";
import { requireSignedOut } from "@/lib/web/adapters/require";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { submitSignIn } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await searchParam(searchParams, "next");
  await requireSignedOut(next);
  const demo = await demoSignIns();
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
    </AuthShell>
  );
}
