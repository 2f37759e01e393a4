import {
  Building2,
  Cog,
  KeyRound,
  Mail,
  MailX,
  Pencil,
  Plus,
  ScrollText,
  ShieldCheck,
  Trash2,
  UserRound,
  UserRoundPlus,
  type LucideIcon,
} from "lucide-react";
import type { ShownEntry } from "./audit-sentence";

const ICONS = {
  admin: ShieldCheck,
  "api-keys": KeyRound,
  audit: ScrollText,
  auth: KeyRound,
  invitations: Mail,
  jobs: Cog,
  memberships: UserRound,
  organizations: Building2,
  password: KeyRound,
  users: UserRound,
  // Actions whose icon differs from their area's.
  "invitations.accept": UserRoundPlus,
  "invitations.revoke": MailX,
  // The verbs of features, whose areas are not listed.
  create: Plus,
  update: Pencil,
  delete: Trash2,
} as const satisfies Record<string, LucideIcon>;

type Kind = keyof typeof ICONS;

function kindOf({ action }: ShownEntry): Kind {
  if (Object.hasOwn(ICONS, action)) return action as Kind;
  const [area = "", ...rest] = action.split(".");
  const kind = Object.hasOwn(ICONS, area) ? area : (rest.at(-1) ?? "");
  return Object.hasOwn(ICONS, kind) ? (kind as Kind) : "update";
}

/** The kind of action, for the eye only: the sentence says it. */
export function ActionIcon({ entry }: { entry: ShownEntry }) {
  const Icon = ICONS[kindOf(entry)];
  return <Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />;
}
