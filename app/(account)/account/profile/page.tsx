import type { Metadata } from "next";
import { ProfileForm } from "@/components/forms/profile-form";
import { Card } from "@/components/ui/card";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { submitProfile } from "./actions";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const caller = await requireUser();
  const { name } = caller.actor.user;
  return (
    <AccountFrame caller={caller} current="profile" description="How others see you.">
      <Card description="Shown to the people you work with." split>
        <ProfileForm action={submitProfile} name={name} />
      </Card>
    </AccountFrame>
  );
}
