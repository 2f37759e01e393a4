import { Building2, Gauge, LayoutDashboard, Layers, ScrollText, SlidersHorizontal, Users, Webhook } from "lucide-react";
import { CONSOLE_PLACES } from "@/lib/web/pages/places";

const ICONS = {
  overview: <LayoutDashboard aria-hidden="true" />,
  organizations: <Building2 aria-hidden="true" />,
  users: <Users aria-hidden="true" />,
  plans: <Layers aria-hidden="true" />,
  ai: <Gauge aria-hidden="true" />,
  webhooks: <Webhook aria-hidden="true" />,
  "audit-log": <ScrollText aria-hidden="true" />,
  settings: <SlidersHorizontal aria-hidden="true" />,
};

export type ConsolePlace = keyof typeof ICONS;

/** The console's pages, for the sidebar and for the picture on the front page. */
export const CONSOLE_SECTION = {
  title: "Console",
  items: CONSOLE_PLACES.map((place) => ({ ...place, icon: ICONS[place.id] })),
};
