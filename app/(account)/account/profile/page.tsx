import type { Metadata } from "next";
import { ProfileForm } from "@/components/forms/profile-form";
import { Address } from "@/components/ui/address";
import { Card } from "@/components/ui/card";
import { Identity } from "@/components/ui/identity";
import { LinkRows, type LinkRow } from "@/components/ui/link-rows";
import { TextLink } from "@/components/ui/text-link";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { ACCOUNT_SECTION, type AccountPlace } from "../account-places";
import { submitProfile } from "./actions";

export const metadata: Metadata = { title: "Profile" };

const DESCRIPTIONS: Record<Exclude<AccountPlace, "profile">, string> = {
  email: "Change the address that you sign in with.",
  password: "Change it, and sign out every other device.",
  connections: "Sign in with Google, or stop doing so.",
  sessions: "See where you are signed in, and sign out what you don’t recognize.",
  export: "Download a copy of what we keep about you.",
  delete: "See what is deleted and what stays before you decide.",
};

const ROWS: readonly LinkRow[] = ACCOUNT_SECTION.items.flatMap(({ id, label, href, icon }) =>
  id === "profile" ? [] : { href, icon, title: label, description: DESCRIPTIONS[id], isDanger: id === "delete" },
);

export default async function ProfilePage() {
  const caller = await requireUser();
  const { name, email } = caller.actor.user;
  return (
    <AccountFrame caller={caller} current="profile" description="How others see you, and what belongs to your account.">
      <Card>
        <Identity name={name}>
          <span className="wrap-anywhere">
            <Address>{email}</Address>
          </span>
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
