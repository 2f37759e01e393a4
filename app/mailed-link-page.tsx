import type { ReactNode } from "react";
import { DropTokenFromUrl } from "@/components/forms/drop-token-from-url";
import { Viewer } from "@/components/forms/viewer";
import { AuthShell } from "@/components/layout/auth-shell";
import { LinkMissingPage } from "@/components/layout/link-missing-page";
import { OtherAccountPage } from "@/components/layout/other-account-page";
import { isSignedIn, type Caller } from "@/lib/access/actor";
import { appName } from "@/lib/web/pages/app-name";
import { readFlash } from "@/lib/web/cookies/flash";
import type { FormAction } from "@/lib/web/adapters/form-state";
import type { MailedLink } from "@/lib/access/cookie-effects";
import { mailedToken } from "@/lib/web/cookies/mailed-token";
import { pageNonce } from "@/lib/web/pages/page-nonce";
import { unlessRefused } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";

interface Content {
  mark?: ReactNode;
  title: string;
  description: ReactNode;
  children: ReactNode;
}

interface MailedLinkPageOptions<Found extends { isForAnother: boolean }> {
  link: MailedLink;
  /** @throws AppError INVALID_LINK, VALIDATION_ERROR */
  inspect: (caller: Caller, input: { token: string }) => Promise<Found>;
  /** Shown when the link does not work. */
  over: Content;
  /** What the link is for, with the address it was sent to; shown to a user who is signed in to another account. */
  purpose: (found: Found) => string;
  /** Signs the user out and returns to the link. */
  signOut: FormAction;
  content: (found: Found, token: string) => Content;
}

/**
 * The page behind a mailed link. Shows an explanation instead if the link is missing or invalid, or if another account is
 * signed in.
 */
export async function mailedLinkPage<Found extends { isForAnother: boolean }>(
  caller: Caller,
  searchParams: SearchParams,
  { link, inspect, over, purpose, signOut, content }: MailedLinkPageOptions<Found>,
): Promise<ReactNode> {
  const token = await mailedToken(link, searchParams);
  if (token === null) return <LinkMissingPage appName={appName()} />;
  const found = await unlessRefused(inspect(caller, { token }), "INVALID_LINK", "VALIDATION_ERROR");
  if (!found) return <AuthShell appName={appName()} {...over} />;
  const user = isSignedIn(caller.actor) ? caller.actor.user : undefined;
  const flash = await readFlash(user);
  const dropToken = <DropTokenFromUrl nonce={await pageNonce()} />;
  if (user && found.isForAnother) {
    return (
      <OtherAccountPage
        appName={appName()}
        user={user}
        flash={flash}
        purpose={purpose(found)}
        action={signOut}
        token={token}
      >
        {dropToken}
      </OtherAccountPage>
    );
  }
  const { children, ...heading } = content(found, token);
  return (
    <AuthShell appName={appName()} flash={flash} {...heading}>
      {dropToken}
      <Viewer id={user?.id}>{children}</Viewer>
    </AuthShell>
  );
}
