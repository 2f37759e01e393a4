import type { Metadata } from "next";
import { ProfileForm } from "@/components/forms/profile-form";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { submitProfile } from "./actions";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const caller = await requireUser();
  const { name, email } = caller.actor.user;
  return (
    <AccountFrame caller={caller} current="profile" description="Your name and e-mail address.">
      <Card title="Name">
        <ProfileForm action={submitProfile} name={name} />
      </Card>
      <Card title="E-mail address" description="You sign in with this address, and we send our e-mails to it.">
        <p className="font-medium break-all">{email}</p>
        <p className="text-sm">
          <TextLink href="/account/email">Change it</TextLink>
        </p>
      </Card>
    </AccountFrame>
  );
}
