// The pages in the sidebar, and the role that each link requires. Hiding a link protects nothing: operations check roles.
import "server-only";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import { FEATURES } from "@/lib/features/features";

const OF_FEATURES = FEATURES.map(({ name, navigation: { label, minRole } }) => ({
  id: name,
  label,
  path: `/${name}`,
  least: minRole,
}));

const OF_ORGANIZATIONS = [
  { id: "members", label: "Members", path: "/members", least: "readonly" },
  { id: "invitations", label: "Invitations", path: "/invitations", least: "org_admin" },
  { id: "api-keys", label: "API keys", path: "/api-keys", least: "readonly" },
  { id: "usage", label: "Usage", path: "/usage", least: "member" },
  { id: "billing", label: "Billing", path: "/billing", least: "org_admin" },
  { id: "audit-log", label: "Audit log", path: "/audit-log", least: "org_admin" },
  { id: "settings", label: "Settings", path: "/settings", least: "org_admin" },
] as const;

export type OwnPlace = "dashboard" | (typeof OF_ORGANIZATIONS)[number]["id"];

interface Place {
  /** The name of a feature, or an `OwnPlace`. */
  id: string;
  label: string;
  href: string;
}

const PLACES: readonly { id: string; label: string; path: string; least: OrganizationRole }[] = [
  { id: "dashboard", label: "Dashboard", path: "", least: "readonly" },
  ...OF_FEATURES,
  ...OF_ORGANIZATIONS,
];

export function placesIn(slug: string, role: OrganizationRole): Place[] {
  const open = PLACES.filter(({ least }) => roleAtLeast(role, least));
  return open.map(({ id, label, path }) => ({ id, label, href: `/org/${slug}${path}` }));
}

export const CONSOLE_PLACES = [
  { id: "overview", label: "Overview", href: "/admin" },
  { id: "organizations", label: "Organizations", href: "/admin/organizations" },
  { id: "users", label: "Users", href: "/admin/users" },
  { id: "plans", label: "Plans", href: "/admin/plans" },
  { id: "ai", label: "AI usage", href: "/admin/ai" },
  { id: "webhooks", label: "Webhooks", href: "/admin/webhooks" },
  { id: "audit-log", label: "Audit log", href: "/admin/audit-log" },
  { id: "settings", label: "Settings", href: "/admin/settings" },
] as const;

export const ACCOUNT_PLACES = [
  { id: "profile", label: "Profile", href: "/account/profile" },
  { id: "email", label: "E-mail address", href: "/account/email" },
  { id: "password", label: "Password", href: "/account/password" },
  { id: "connections", label: "Connections", href: "/account/connections" },
  { id: "sessions", label: "Sessions", href: "/account/sessions" },
  { id: "export", label: "Export your data", href: "/account/export" },
  { id: "delete", label: "Delete account", href: "/account/delete" },
] as const;
