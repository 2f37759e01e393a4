import { LinkButton } from "@/components/ui/link-button";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { InvitationView } from "@/lib/invitations/view";
import { ROLE_WORDS } from "@/lib/memberships/role-words";

interface PendingInvitationsProps {
  invitations: InvitationView[];
  /** The path that the organization's pages start with. */
  home: string;
}

/** The invitations that have not been accepted yet. */
export function PendingInvitations({ invitations, home }: PendingInvitationsProps) {
  return (
    <Card title="Pending invitations">
      {invitations.length === 0 ? (
        <p className="text-sm text-muted">No pending invitations.</p>
      ) : (
        <ul className="grid gap-4">
          {invitations.map(({ id, email, role, expires_at }) => (
            <li key={id} className="grid min-w-0 gap-0.5 text-sm">
              <span title={email} className="truncate font-medium">
                {email}
              </span>
              <span className="text-xs text-muted">
                {ROLE_WORDS[role]} · expires <Time at={expires_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <LinkButton href={`${home}/invitations`} variant="secondary" size="sm" className="w-fit">
        {invitations.length === 0 ? "Invite people" : "Manage invitations"}
      </LinkButton>
    </Card>
  );
}
