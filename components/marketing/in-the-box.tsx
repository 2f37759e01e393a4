import {
  Building2,
  Castle,
  Gauge,
  KeyRound,
  Mail,
  MailPlus,
  MonitorSmartphone,
  Moon,
  ScrollText,
  ShieldCheck,
  TestTube,
  UserCog,
  type LucideIcon,
} from "lucide-react";
import { Unbroken } from "@/components/ui/unbroken";

const PARTS: [icon: LucideIcon, name: string, text: string][] = [
  [KeyRound, "Accounts", "Sign-up, verified addresses, password reset, export and deletion."],
  [MonitorSmartphone, "Sessions", "Kept on the server, listed by device, and revoked with one click."],
  [Building2, "Organizations", "Personal and shared organizations, with a switcher and settings."],
  [UserCog, "Roles", "Admin, member and reader. At least one admin always remains."],
  [MailPlus, "Invitations", "Single-use links for one address, which expire and can be revoked."],
  [ScrollText, "Audit log", "Filters, exports, and a retention period that the database enforces."],
  [Castle, "System console", "Users, organizations and settings. Every action needs a reason."],
  [Gauge, "Rate limits", "Per IP address, session and account, shared by all instances."],
  [
    Mail,
    "Mail and jobs",
    "E-mails are queued in the transaction of the change that causes them, and retried. Includes a mailbox for development.",
  ],
  [ShieldCheck, "Headers", "A strict content security policy with nonces, and origin checks."],
  [Moon, "Pages", "Light and dark, on a phone, by keyboard, and without JavaScript."],
  [TestTube, "Tests", "Unit, database and browser tests on a real PostgreSQL, in one command."],
];

/** The parts of the product, with one sentence each. */
export function InTheBox() {
  return (
    <ul className="grid gap-px overflow-clip rounded-card border border-border bg-border grid-cols-1 sm:grid-cols-2 lg:grid-cols-4">
      {PARTS.map(([Icon, name, text]) => (
        <li
          key={name}
          className="grid grid-cols-[1.25rem_minmax(0,1fr)] content-start gap-x-4 gap-y-0.5 bg-raised p-4 sm:grid-cols-1 sm:gap-2 sm:p-6"
        >
          <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
          <h3 className="min-w-0 text-sm font-semibold sm:pt-1 sm:text-base">{name}</h3>
          <p className="text-sm text-muted max-sm:col-start-2">
            <Unbroken text={text} />
          </p>
        </li>
      ))}
    </ul>
  );
}
