import type { ReactNode } from "react";
import { CardColumn } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Unbroken } from "@/components/ui/unbroken";
import type { Caller, MemberActor, UserActor } from "@/lib/access/actor";
import { AppFrame } from "../../app-frame";
import { ACCOUNT_SECTION, type AccountPlace } from "./account-places";

interface AccountFrameProps {
  caller: Caller<UserActor | MemberActor>;
  current: AccountPlace;
  description: string;
  children: ReactNode;
}

/** The frame of a user's own account pages, with the page's title. */
export function AccountFrame({ caller, current, description, children }: AccountFrameProps) {
  const place = ACCOUNT_SECTION.items.find(({ id }) => id === current);
  return (
    <AppFrame caller={caller} places={ACCOUNT_SECTION} current={current}>
      <PageHeader title={place?.label ?? ""} description={<Unbroken text={description} />} />
      <CardColumn>{children}</CardColumn>
    </AppFrame>
  );
}
