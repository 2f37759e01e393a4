import { Unbroken } from "@/components/ui/unbroken";
import { SourceLink } from "./source-link";

export interface Wall {
  name: string;
  text: string;
  /** Files, or folders with a slash at the end. */
  proof: string | string[];
}

// Only guarantees that this repository keeps today, each with the files that prove it.
export const WALLS: Wall[] = [
  {
    name: "Passwords",
    text: "Argon2id at 19 MiB and two passes, behind a bounded queue so that a flood of sign-ins cannot exhaust memory. Common and breached passwords are refused.",
    proof: "lib/auth/passwords/",
  },
  {
    name: "Sessions",
    text: "Stored on the server. The cookie holds 256 random bits, and the database only their SHA-256. Each device is listed and can be signed out.",
    proof: "lib/auth/sessions/",
  },
  {
    name: "E-mailed links",
    text: "Used once, stored as a hash, and never consumed by a GET. An e-mail scanner that follows a link changes nothing.",
    proof: "lib/auth/sign-up/verify-email.ts",
  },
  {
    name: "Content security policy",
    text: "Enforced, with a fresh nonce for every page. Scripts without the nonce do not run and inline styles are not applied, not even on the sign-in page.",
    proof: "lib/web/edge/",
  },
  {
    name: "Organizations",
    text: "Row-level security in PostgreSQL, forced for the owner too. A query without a filter returns no rows of other organizations.",
    proof: "prisma/migrations/",
  },
  {
    name: "Operations",
    text: "Everything the product can do is a declared operation: who may call it, how often, with what input. An organization operation without a minimum role does not compile.",
    proof: "lib/access/operation.ts",
  },
  {
    name: "Audit log",
    text: "Written in the same transaction as the change, so neither exists without the other. A trigger in the database refuses every later edit.",
    proof: ["lib/access/audit.ts", "prisma/migrations/"],
  },
];

/** The guarantees as a table: the name, what it prevents, and the files to check. */
export function Walls({ repository }: { repository: string | undefined }) {
  return (
    <dl className="border-b border-border">
      {WALLS.map(({ name, text, proof }) => (
        <div
          key={name}
          className="grid gap-x-8 gap-y-1 border-t border-border py-4 sm:gap-y-2 sm:py-6 md:grid-cols-[12rem_minmax(0,1fr)_18rem]"
        >
          <dt className="font-semibold">{name}</dt>
          <dd className="max-w-[62ch] text-sm text-muted sm:text-base">
            <Unbroken text={text} />
          </dd>
          <dd className="md:text-right">
            <span className="sr-only">Proof: </span>
            {[proof].flat().map((path) => (
              <span key={path} className="block">
                <SourceLink repository={repository} path={path} />
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
