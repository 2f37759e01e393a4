import type { Metadata } from "next";
import { GoogleForm } from "@/components/forms/google-form";
import { RecentProofField } from "@/components/forms/recent-proof-field";
import { UnlinkForm } from "@/components/forms/unlink-form";
import { Alert } from "@/components/ui/alert";
import { Card, CardFooter } from "@/components/ui/card";
import { GoogleMark } from "@/components/ui/google-mark";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import { listConnections, type Connection } from "@/lib/auth/oauth/list-connections";
import { needsPasswordProof, needsProof } from "@/lib/web/adapters/recent-proof";
import { requireUser } from "@/lib/web/adapters/require";
import { safeRedirect } from "@/lib/web/http/safe-redirect";
import { searchParam, type SearchParams } from "@/lib/web/http/search-params";
import { oauthError } from "@/lib/web/pages/oauth-error";
import { offersGoogle } from "@/lib/web/pages/product-facts";
import { AccountFrame } from "../account-frame";
import { NoPassword } from "../no-password";
import { submitConfirmation, submitLink, submitUnlink } from "./actions";

export const metadata: Metadata = { title: "Connections" };

function Linked({ connection }: { connection: Connection }) {
  return (
    <div className="flex items-center gap-3">
      <GoogleMark />
      <div className="grid min-w-0 gap-1">
        <p className="font-medium break-all">{connection.email}</p>
        <p className="text-sm text-muted">
          Linked <Time at={connection.linkedAt.toISOString()} />, last used{" "}
          <Time at={connection.lastUsedAt.toISOString()} relative />
        </p>
      </div>
    </div>
  );
}

export default async function ConnectionsPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireUser();
  const { connections, hasPassword } = await listConnections(caller, {});
  const google = connections.find(({ provider }) => provider === "google");
  const next = await searchParam(searchParams, "next");
  const origin = safeRedirect(next);
  const problem = await oauthError(searchParams);
  const isOffered = await offersGoogle();
  const asksPassword = hasPassword && needsPasswordProof(caller);
  return (
    <AccountFrame caller={caller} current="connections" description="Other accounts with which you can sign in here.">
      {problem !== null && (
        <Alert tone="warning" title="Nothing was changed">
          {problem}
          {origin !== null && (
            <p className="mt-2">
              <TextLink href={origin}>Return to the page you came from</TextLink>
            </p>
          )}
        </Alert>
      )}
      {google && (!hasPassword || next !== undefined) && needsProof(caller) && isOffered && (
        <Card
          title="Confirm that it’s you"
          description={`Some actions need a sign-in that is not older than 15 minutes. Sign in with Google again, or ${hasPassword ? "return and enter your password" : "set a password"}.`}
        >
          <CardFooter hint={next !== undefined && "You then return to the page you came from."}>
            <GoogleForm action={submitConfirmation} label="Confirm with Google" next={next} />
          </CardFooter>
        </Card>
      )}
      {google ? (
        <Card title="Google" description="You can sign in with this Google account.">
          <Linked connection={google} />
          {hasPassword ? (
            <CardFooter hint="You can then sign in with your password only.">
              <UnlinkForm action={submitUnlink} email={google.email} asksForProof={asksPassword} />
            </CardFooter>
          ) : (
            <p className="text-sm text-muted">
              This is your only way to sign in, so it cannot be unlinked. Set a password first.
            </p>
          )}
        </Card>
      ) : (
        <Card
          title="Google"
          description={
            isOffered
              ? "No Google account is linked. Link one to sign in without a password."
              : "Sign-in with Google is not available here."
          }
        >
          {isOffered && (
            <GoogleForm action={submitLink} label="Link a Google account">
              <RecentProofField asked={asksPassword} />
            </GoogleForm>
          )}
        </Card>
      )}
      {!hasPassword && (
        <NoPassword email={caller.actor.user.email} what="With a password, you can also sign in without Google." />
      )}
    </AccountFrame>
  );
}
