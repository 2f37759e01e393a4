import type { Metadata } from "next";
import { DeleteAccountForm } from "@/components/forms/delete-account-form";
import { GoogleForm } from "@/components/forms/google-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardFooter } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { Unbroken } from "@/components/ui/unbroken";
import { listConnections } from "@/lib/auth/oauth/list-connections";
import { inspectDeletion, type OrganizationFate } from "@/lib/users/delete-account";
import { needsProof } from "@/lib/web/adapters/recent-proof";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { submitConfirmation } from "../connections/actions";
import { submitDeletion } from "./actions";

export const metadata: Metadata = { title: "Delete account" };

const namesOf = (organizations: OrganizationFate[]) => organizations.map(({ name }) => name).join(", ");

const keptFor = (days: number | null) => (days === null ? "without a time limit" : `for ${days} days each`);

/** The first of the two words for one organization, the second for several. */
const oneOrSeveral = ({ length }: OrganizationFate[], one: string, several: string) => (length === 1 ? one : several);

function Obstacles({
  blocking,
  held,
  isLastSystemAdmin,
}: {
  blocking: OrganizationFate[];
  held: OrganizationFate[];
  isLastSystemAdmin: boolean;
}) {
  return (
    <div className="grid gap-4">
      {blocking.length > 0 && (
        <Alert
          tone="warning"
          title={oneOrSeveral(
            blocking,
            `${namesOf(blocking)} would have no admin`,
            "These organizations would have no admin",
          )}
        >
          <p>
            Make another member an admin {oneOrSeveral(blocking, "there", "in each of them")} or remove the other members.
            Then come back.
          </p>
          <ul className="grid gap-1 pt-2">
            {blocking.map(({ slug, name }) => (
              <li key={slug}>
                <TextLink href={`/org/${slug}/members`}>Members of {name}</TextLink>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {held.length > 0 && (
        <Alert
          tone="warning"
          title={oneOrSeveral(
            held,
            "A suspended organization must keep its data",
            "Suspended organizations must keep their data",
          )}
        >
          You are the only member of {namesOf(held)}. Contact support to have the{" "}
          {oneOrSeveral(held, "suspension lifted or the organization", "suspensions lifted or the organizations")} deleted.
        </Alert>
      )}
      {isLastSystemAdmin && (
        <Alert tone="warning" title="You are the last system admin">
          Make another user a system admin first: there must always be one.
        </Alert>
      )}
    </div>
  );
}

function WhatGoes({ goes, left }: { goes: OrganizationFate[]; left: OrganizationFate[] }) {
  return (
    <ul className="grid max-w-[62ch] list-disc gap-1.5 pl-5 text-sm">
      <li>
        <Unbroken text="Your profile, password, linked Google account and sessions, and e-mails to your address that have not been delivered yet" />
      </li>
      {goes.map(({ slug, name }) => (
        <li key={slug}>
          <strong className="font-semibold">{name}</strong> with everything in it, because it has no other members
        </li>
      ))}
      {goes.length > 0 && (
        <li>
          A subscription of {oneOrSeveral(goes, "this organization", "these organizations")}, which ends at once, and credits
          that were bought. Nothing that was paid is refunded
        </li>
      )}
      {left.length > 0 && (
        <li>
          Your {oneOrSeveral(left, "membership", "memberships")} in {namesOf(left)}
        </li>
      )}
      <li>Invitations to your address</li>
    </ul>
  );
}

export default async function DeletePage() {
  const caller = await requireUser();
  const { hasPassword } = await listConnections(caller, {});
  const { organizations, isLastSystemAdmin, auditRetentionDays } = await inspectDeletion(caller, {});
  const having = (fate: OrganizationFate["fate"]) => organizations.filter((organization) => organization.fate === fate);
  const [blocking, held, goes, left] = [having("blocking"), having("held"), having("goes"), having("left")];
  const isBlocked = blocking.length > 0 || held.length > 0 || isLastSystemAdmin;
  return (
    <AccountFrame caller={caller} current="delete" description="This is immediate and permanent.">
      {isBlocked && <Obstacles blocking={blocking} held={held} isLastSystemAdmin={isLastSystemAdmin} />}
      <Card
        title="What is deleted"
        description={
          <>
            Everything that is only yours. <TextLink href="/account/export">Export your data</TextLink> first if you want to
            keep it.
          </>
        }
      >
        <WhatGoes goes={goes} left={left} />
      </Card>
      <Card title="What stays" description="What others still need, without your name.">
        <ul className="grid max-w-[62ch] list-disc gap-1.5 pl-5 text-sm">
          <li>
            Audit log entries about you, {keptFor(auditRetentionDays)}. They contain the IP address and browser that you
            used, and a random id instead of your name and e-mail address.
          </li>
          <li>What you wrote in organizations that are not deleted, without your name</li>
        </ul>
      </Card>
      {isBlocked ? (
        <Card isDanger title="Delete this account" description="This account cannot be deleted yet.">
          <CardFooter hint="First resolve what is listed at the top of this page.">
            <Button variant="danger-outline" disabled>
              Delete account…
            </Button>
          </CardFooter>
        </Card>
      ) : (
        <Card
          isDanger
          title="Delete this account"
          description={`To confirm, enter your e-mail address${hasPassword ? " and password" : ""}.`}
        >
          {!hasPassword && needsProof(caller) ? (
            <CardFooter hint="It has been a while since you signed in. First confirm with Google that it’s you.">
              <GoogleForm action={submitConfirmation} label="Confirm with Google" next="/account/delete" />
            </CardFooter>
          ) : (
            <CardFooter hint="This is immediate and permanent.">
              <DeleteAccountForm action={submitDeletion} email={caller.actor.user.email} hasPassword={hasPassword} />
            </CardFooter>
          )}
        </Card>
      )}
    </AccountFrame>
  );
}
