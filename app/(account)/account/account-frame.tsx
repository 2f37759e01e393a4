import { Download, KeyRound, Mail, MonitorSmartphone, Trash2, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import type { Caller, MemberActor, UserActor } from "@/lib/access/actor";
import { ACCOUNT_PLACES } from "@/lib/web/pages/places";
import { AppFrame } from "../../app-frame";

const ICONS = {
  profile: <UserRound aria-hidden="true" />,
  email: <Mail aria-hidden="true" />,
  password: <KeyRound aria-hidden="true" />,
  sessions: <MonitorSmartphone aria-hidden="true" />,
  export: <Download aria-hidden="true" />,
  delete: <Trash2 aria-hidden="true" />,
};

const PLACES = ACCOUNT_PLACES.map((place) => ({ ...place, icon: ICONS[place.id] }));

interface AccountFrameProps {
  caller: Caller<UserActor | MemberActor>;
  current: keyof typeof ICONS;
  description: string;
  children: ReactNode;
}

/** The frame of a user's own account pages, with breadcrumb and title. */
export function AccountFrame({ caller, current, description, children }: AccountFrameProps) {
  const place = PLACES.find(({ id }) => id === current);
  return (
    <AppFrame caller={caller} places={{ title: "Account", items: PLACES }} current={current}>
      <PageHeader
        breadcrumb={[{ label: "Account", href: "/account/profile" }, { label: place?.label ?? "" }]}
        title={place?.label ?? ""}
        description={description}
      />
      {children}
    </AppFrame>
  );
}
