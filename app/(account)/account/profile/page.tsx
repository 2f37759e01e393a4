import type { Metadata } from "next";
import { ProfileForm } from "@/components/forms/profile-form";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { submitProfile } from "./actions";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const caller = await requireUser();
  const { name, email } = caller.actor.user;
  return (
    <AccountFrame caller={caller} current="profile" description="Your name and e-mail address.">
      <Card title="Name" description="Shown to the people you work with." split>
        <ProfileForm action={submitProfile} name={name} />
      </Card>
      <Card
        title="E-mail address"
        description={
          <>
            You sign in with <span className="font-medium break-all text-text">{email}</span>.
          </>
        }
        action={
          <LinkButton href="/account/email" variant="secondary">
            Change e-mail address
          </LinkButton>
        }
      />
    </AccountFrame>
  );
}
