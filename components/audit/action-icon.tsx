import {
  Building2,
  Cog,
  KeyRound,
  Mail,
  Pencil,
  Plus,
  ScrollText,
  ShieldCheck,
  Trash2,
  UserRound,
  type LucideIcon,
} from "lucide-react";
import type { ShownEntry } from "./audit-sentence";

const OF_AREAS: Readonly<Record<string, LucideIcon>> = {
  admin: ShieldCheck,
  audit: ScrollText,
  auth: KeyRound,
  invitations: Mail,
  jobs: Cog,
  memberships: UserRound,
  organizations: Building2,
  password: KeyRound,
  users: UserRound,
};

/** For the actions of features. */
const OF_VERBS: Readonly<Record<string, LucideIcon>> = { create: Plus, update: Pencil, delete: Trash2 };

function iconOf({ action }: ShownEntry): LucideIcon {
  const [area = ""] = action.split(".", 1);
  return OF_AREAS[area] ?? OF_VERBS[action.slice(action.lastIndexOf(".") + 1)] ?? Pencil;
}

/** The kind of action, for the eye only: the sentence says it. */
export function ActionIcon({ entry }: { entry: ShownEntry }) {
  const Icon = iconOf(entry);
  return <Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />;
}
