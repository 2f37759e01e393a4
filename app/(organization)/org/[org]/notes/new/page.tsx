import type { Metadata } from "next";
import { NoteForm } from "@/components/notes/note-form";
import { NotesUsedUp } from "@/components/notes/notes-used-up";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { roleAtLeast } from "@/lib/access/roles";
import { getNotesAllowance } from "@/lib/notes/get-notes-allowance";
import { mayWriteNotes } from "@/lib/notes/policy";
import { requireMember } from "@/lib/web/adapters/require";
import { OrganizationFrame } from "../../organization-frame";
import { submitNewNote } from "../actions";

export const metadata: Metadata = { title: "New note" };

export default async function NewNotePage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const caller = await requireMember(org);
  const { max, is_used_up } = await getNotesAllowance(caller, {});
  const { role, organization } = caller.actor;
  const { slug } = organization;
  const billing = roleAtLeast(role, "org_admin") ? `/org/${slug}/billing` : null;
  return (
    <OrganizationFrame caller={caller} current="notes" trail={[]}>
      <PageHeader title="New note" />
      {!mayWriteNotes(role) ? (
        <Alert tone="info" title="Readers cannot write notes">
          To write notes, ask an admin of {organization.name} for the member role.
        </Alert>
      ) : (
        <>
          {is_used_up && max !== null && <NotesUsedUp max={max} billing={billing} />}
          <NoteForm slug={slug} action={submitNewNote} submitLabel="Create note" />
        </>
      )}
    </OrganizationFrame>
  );
}
