import { AuditLogList } from "@/components/audit/audit-log-list";
import { isAboutPerson } from "@/components/audit/audit-sentence";
import type { Fact } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import type { SystemAuditEntryView } from "@/lib/admin/list-audit-log";

function personLink({ id, name }: { id: string; name: string | null }, key: string) {
  if (name === null) return "A deleted account";
  return (
    <TextLink key={key} href={`/admin/users/${id}`}>
      {name}
    </TextLink>
  );
}

function factsOf(entry: SystemAuditEntryView): Fact[] {
  const { actor, session, organization, token_family_id } = entry;
  const facts: Fact[] = [];
  if (actor.id !== null) {
    const person = personLink({ id: actor.id, name: actor.name }, "person");
    facts.push([isAboutPerson(entry) ? "Account" : "Person", person]);
  }
  // The owner of the session, if the entry names another person.
  if (session && session.person.id !== actor.id) facts.push(["Session owner", personLink(session.person, "session")]);
  if (token_family_id !== null) {
    facts.push([
      "API client",
      <code key="client" className="font-mono text-xs break-all select-all">
        {token_family_id}
      </code>,
    ]);
  }
  if (organization) {
    const link = (
      <TextLink key="organization" href={`/admin/organizations/${organization.id}`}>
        {organization.name}
      </TextLink>
    );
    facts.push(["Organization", organization.name === null ? "Deleted" : link]);
  }
  return facts;
}

/** The name of the entry's organization, unless the sentence already names that organization. */
function placeOf({ entity, organization }: SystemAuditEntryView): string | null {
  return entity?.type === "organization" ? null : (organization?.name ?? null);
}

/** Events in all organizations, newest first. */
export function SystemAuditLog({ entries, here }: { entries: SystemAuditEntryView[]; here: string }) {
  return <AuditLogList entries={entries} here={here} place={placeOf} more={factsOf} />;
}
