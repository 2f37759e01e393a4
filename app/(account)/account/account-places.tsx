import { Download, KeyRound, Link2, Mail, MonitorSmartphone, Trash2, UserRound } from "lucide-react";
import { ACCOUNT_PLACES } from "@/lib/web/pages/places";

const ICONS = {
  profile: <UserRound aria-hidden="true" />,
  email: <Mail aria-hidden="true" />,
  password: <KeyRound aria-hidden="true" />,
  connections: <Link2 aria-hidden="true" />,
  sessions: <MonitorSmartphone aria-hidden="true" />,
  export: <Download aria-hidden="true" />,
  delete: <Trash2 aria-hidden="true" />,
};

export type AccountPlace = keyof typeof ICONS;

/** A user's own account pages, for the sidebar and the command palette. */
export const ACCOUNT_SECTION = {
  title: "Account",
  items: ACCOUNT_PLACES.map((place) => ({ ...place, icon: ICONS[place.id] })),
};
