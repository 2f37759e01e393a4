import { Download, KeyRound, MonitorSmartphone, Trash2 } from "lucide-react";
import type { Metadata } from "next";
import { ProfileForm } from "@/components/forms/profile-form";
import { Card } from "@/components/ui/card";
import { Identity } from "@/components/ui/identity";
import { LinkRows, type LinkRow } from "@/components/ui/link-rows";
import { TextLink } from "@/components/ui/text-link";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { submitProfile } from "./actions";

export const metadata: Metadata = { title: "Profile" };

const ROWS: readonly LinkRow[] = [
  {
    href: "/account/password",
    icon: <KeyRound aria-hidden="true" />,
    title: "Password",
    description: "Change it, and sign out every other device.",
  },
  {
    href: "/account/sessions",
    icon: <MonitorSmartphone aria-hidden="true" />,
    title: "Devices",
    description: "See where you are signed in, and sign out what you don’t recognize.",
  },
  {
    href: "/account/export",
    icon: <Download aria-hidden="true" />,
    title: "Your data",
    description: "Download a copy of what we keep about you.",
  },
  {
    href: "/account/delete",
    icon: <Trash2 aria-hidden="true" />,
    title: "Delete account",
    description: "See what is deleted and what stays before you decide.",
    isDanger: true,
  },
];

export default async function ProfilePage() {
  const caller = await requireUser();
  const { name, email } = caller.actor.user;
  return (
    <AccountFrame caller={caller} current="profile" description="How others see you, and what belongs to your account.">
      <Card>
        <Identity name={name}>
          <span className="break-all">{email}</span>
          <TextLink href="/account/email">
            Change<span className="sr-only"> e-mail address</span>
          </TextLink>
        </Identity>
        <ProfileForm action={submitProfile} name={name} />
      </Card>
      <LinkRows title="Sign-in and data" rows={ROWS} />
    </AccountFrame>
  );
}
